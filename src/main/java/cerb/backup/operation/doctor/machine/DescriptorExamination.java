package cerb.backup.operation.doctor.machine;

import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import com.sun.management.UnixOperatingSystemMXBean;
import java.lang.management.ManagementFactory;
import java.util.List;

/** How many files the process may have open. */
public final class DescriptorExamination implements Examination {
    /** The usual soft limit of a Linux system. Jars, connections, packs and files that are read at once stay well below, and none grows with the helpdesk. */
    private static final long ENOUGH = 1024;

    @Override
    public String subject() {
        return "open files";
    }

    @Override
    public List<Diagnosis> examine() {
        if (!(ManagementFactory.getOperatingSystemMXBean() instanceof UnixOperatingSystemMXBean system)) {
            return List.of();
        }
        String found = "this process may have " + system.getMaxFileDescriptorCount() + " files open";
        return List.of(system.getMaxFileDescriptorCount() >= ENOUGH ? Diagnosis.ok(subject(), found)
                : Diagnosis.warning(subject(), found, "Under load files, the database or sinks could not be opened.", "ulimit -n " + ENOUGH + "  or LimitNOFILE=" + ENOUGH + " in the service's unit"));
    }
}
