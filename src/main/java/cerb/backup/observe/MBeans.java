package cerb.backup.observe;

import cerb.backup.observe.jmx.DescribedMBean;
import cerb.backup.observe.jmx.DrillMXBean;
import cerb.backup.observe.jmx.Operations;
import cerb.backup.observe.jmx.RecoveryPointsMXBean;
import cerb.backup.observe.jmx.RepositoryMXBean;
import cerb.backup.observe.jmx.SinkMXBean;
import java.lang.management.ManagementFactory;
import java.util.ArrayList;
import java.util.Hashtable;
import java.util.List;
import java.util.function.Supplier;
import javax.management.JMException;
import javax.management.MBeanServer;
import javax.management.ObjectName;

/** Registers the MBeans of one helpdesk, and removes them when closed. */
public final class MBeans implements AutoCloseable {
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();
    private final List<ObjectName> registered = new ArrayList<>();
    private final String helpdesk;
    private boolean closed;

    private MBeans(String helpdesk) {
        this.helpdesk = helpdesk;
    }

    /**
     * Registers {@code cerb.backup:type=RecoveryPoints}, {@code type=Repository}, {@code type=Drill} and, as they become known, {@code type=Sink,sink=<name>}.
     *
     * @param problems   what is wrong now
     * @param operations what a console may have done
     */
    public static MBeans register(String helpdesk, Ledger ledger, Supplier<List<Problem>> problems, Operations operations) {
        MBeans beans = new MBeans(helpdesk);
        beans.add("RecoveryPoints", null, new RecoveryPointsBean(ledger, problems, operations), RecoveryPointsMXBean.class);
        beans.add("Repository", null, new RepositoryBean(ledger, operations), RepositoryMXBean.class);
        beans.add("Drill", null, new DrillBean(ledger), DrillMXBean.class);
        ledger.onSink(sink -> beans.add("Sink", sink, new SinkBean(ledger, sink), SinkMXBean.class));
        return beans;
    }

    private synchronized <T> void add(String type, String sink, T bean, Class<T> interfaceType) {
        if (closed) {
            return;
        }
        try {
            Hashtable<String, String> keys = new Hashtable<>();
            keys.put("type", type);
            keys.put("name", quoted(helpdesk));
            if (sink != null) {
                keys.put("sink", quoted(sink));
            }
            ObjectName name = new ObjectName("cerb.backup", keys);
            if (!server.isRegistered(name)) {
                server.registerMBean(new DescribedMBean(bean, interfaceType), name);
                registered.add(name);
            }
        } catch (JMException e) {
            throw new IllegalStateException("cannot register the MBean " + type + " of " + helpdesk, e);
        }
    }

    private static String quoted(String value) {
        return value.matches("[A-Za-z0-9._-]+") ? value : ObjectName.quote(value);
    }

    /** Removes them. */
    @Override
    public synchronized void close() {
        closed = true;
        for (ObjectName name : registered) {
            try {
                server.unregisterMBean(name);
            } catch (JMException e) {
                throw new IllegalStateException("cannot remove the MBean " + name, e);
            }
        }
        registered.clear();
    }
}
