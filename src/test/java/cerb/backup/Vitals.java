package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import com.sun.management.UnixOperatingSystemMXBean;
import com.sun.tools.attach.VirtualMachine;
import java.io.IOException;
import java.lang.management.ManagementFactory;
import java.lang.management.MemoryMXBean;
import java.lang.management.ThreadMXBean;
import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.function.ToLongFunction;
import javax.management.MBeanServerConnection;
import javax.management.remote.JMXConnector;
import javax.management.remote.JMXConnectorFactory;
import javax.management.remote.JMXServiceURL;

/** What a Java process holds, looked at again and again over JMX: heap in use after a collection, threads, open files. The connection's own few threads and files count, too. */
final class Vitals implements AutoCloseable {
    /** Requests and uploads come and go; a leak of one a dump, a request or an outage is soon more than this. */
    private static final long COME_AND_GO = 8;
    /** The cache of trees fills up to a sixteenth of the heap, the hashes of contents to 4 MiB and more, and the index grows with what is stored. */
    private static final long HEAP_GROWTH = 24L << 20;

    private final List<Sample> samples = new ArrayList<>();
    private final JMXConnector connector;
    private final MemoryMXBean memory;
    private final ThreadMXBean threads;
    private final UnixOperatingSystemMXBean system;

    private record Sample(long heap, long threads, long files) {
    }

    private record Range(long least, long median, long most) {
        static Range of(List<Sample> samples, ToLongFunction<Sample> what) {
            long[] sorted = samples.stream().mapToLong(what).sorted().toArray();
            return new Range(sorted[0], sorted[sorted.length / 2], sorted[sorted.length - 1]);
        }

        @Override
        public String toString() {
            return String.format(Locale.ROOT, "%8d %8d %8d", least, median, most);
        }
    }

    private Vitals(JMXConnector connector) throws IOException {
        MBeanServerConnection beans = connector.getMBeanServerConnection();
        this.connector = connector;
        memory = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.MEMORY_MXBEAN_NAME, MemoryMXBean.class);
        threads = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.THREAD_MXBEAN_NAME, ThreadMXBean.class);
        system = ManagementFactory.newPlatformMXBeanProxy(beans, ManagementFactory.OPERATING_SYSTEM_MXBEAN_NAME, UnixOperatingSystemMXBean.class);
    }

    static Vitals of(long pid) throws Exception {
        VirtualMachine machine = VirtualMachine.attach(Long.toString(pid));
        try {
            return new Vitals(JMXConnectorFactory.connect(new JMXServiceURL(machine.startLocalManagementAgent())));
        } finally {
            machine.detach();
        }
    }

    void sample() {
        memory.gc();
        samples.add(new Sample(memory.getHeapMemoryUsage().getUsed(), threads.getThreadCount(), system.getOpenFileDescriptorCount()));
    }

    /** What was seen in the first quarter of the samples, and in the last: least, median, most. */
    String table() {
        return samples.size() + " samples           first quarter                last quarter\n"
                + line("heap, KiB", sample -> sample.heap() / 1024) + line("threads", Sample::threads) + line("open files", Sample::files);
    }

    /** The last quarter holds no more threads and files than the first, and a heap that has grown by little and fills no more than half of what it may. */
    void assertBounded() {
        assertThat(growth(Sample::threads)).as("more threads:\n%s", table()).isLessThanOrEqualTo(COME_AND_GO);
        assertThat(growth(Sample::files)).as("more open files:\n%s", table()).isLessThanOrEqualTo(COME_AND_GO);
        assertThat(growth(Sample::heap)).as("more heap:\n%s", table()).isLessThanOrEqualTo(HEAP_GROWTH);
        assertThat(Range.of(samples, Sample::heap).most()).as("heap:\n%s", table()).isLessThan(memory.getHeapMemoryUsage().getMax() / 2);
    }

    @Override
    public void close() throws IOException {
        connector.close();
    }

    private String line(String name, ToLongFunction<Sample> what) {
        return String.format(Locale.ROOT, "%-12s%s   %s%n", name, Range.of(firstQuarter(), what), Range.of(lastQuarter(), what));
    }

    private long growth(ToLongFunction<Sample> what) {
        return Range.of(lastQuarter(), what).median() - Range.of(firstQuarter(), what).median();
    }

    private List<Sample> firstQuarter() {
        return samples.subList(0, quarter());
    }

    private List<Sample> lastQuarter() {
        return samples.subList(samples.size() - quarter(), samples.size());
    }

    private int quarter() {
        return (samples.size() + 3) / 4;
    }
}
