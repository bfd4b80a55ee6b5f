package cerb.backup.operation.doctor.machine;

import cerb.backup.cerb.CerbStorage;
import cerb.backup.cerb.Finding;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import cerb.backup.operation.doctor.estimate.StorageSize;
import cerb.backup.operation.setup.ReadAccess;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;

/** Whether the storage directory is one, can be read, and can be watched. */
public final class StorageExamination implements Examination {
    private static final Path WATCHES = Path.of("/proc/sys/fs/inotify/max_user_watches");

    private final Path directory;
    private final boolean cerb;
    private final List<Path> extra;
    private final StorageSize size;

    /** {@code extra} is what is backed up beside it; {@code size} is what a walk found. */
    public StorageExamination(Path directory, boolean cerb, List<Path> extra, StorageSize size) {
        this.directory = directory;
        this.cerb = cerb;
        this.extra = extra;
        this.size = size;
    }

    @Override
    public String subject() {
        return "storage";
    }

    @Override
    public List<Diagnosis> examine() throws IOException {
        List<Diagnosis> found = new ArrayList<>();
        List<Diagnosis> remarks = List.of();
        if (cerb) {
            CerbStorage.inspect(directory).forEach(finding -> found.add(of(finding)));
            remarks = CerbStorage.looksLikeCerb(directory) ? CerbStorage.remarks(directory, extra).stream()
                    .map(remark -> Diagnosis.note("restored helpdesk", remark.message(), "A restored helpdesk would lack it.", remark.remedy())).toList() : List.of();
        }
        if (size.manyUnread() > 0) {
            found.add(Diagnosis.error(subject(), size.manyUnread() + " paths cannot be read by " + System.getProperty("user.name") + ", such as " + size.unreadable().get(0),
                    "They are missing in every recovery point.", readable(directory)));
        }
        if (found.isEmpty()) {
            found.add(Diagnosis.ok(subject(), directory + " has " + Plurals.words(size.files(), "file") + " in " + Plurals.words(size.directories(), "directory") + (size.whole() ? "" : " at least") + ", all readable"));
        }
        found.addAll(remarks);
        found.add(watches());
        return found;
    }

    /** What lets this user, or a container's, read the directory. */
    private static String readable(Path directory) throws IOException {
        return ReadAccess.command(directory, System.getProperty("user.name")) + "  or " + forContainer(directory);
    }

    /** The storage directory could not even be listed. */
    public static Diagnosis closed(Path directory) throws IOException {
        return Diagnosis.error("storage", directory + " cannot be listed by " + System.getProperty("user.name"), "No recovery point can be taken.", readable(directory));
    }

    /** The storage directory is not there. */
    public static Diagnosis missing(Path directory) {
        return Diagnosis.error("storage", directory + ": there is no such directory", "No recovery point can be taken.", "Set storage.directory to the one that holds the helpdesk's attachments, or mount it.");
    }

    /** The image's own user in the storage's group, unless that is one of the machine's administrators. */
    private static String forContainer(Path directory) throws IOException {
        return ReadAccess.isByGroup(directory) ? "in compose.yaml: user: \"10001:" + Files.getAttribute(directory, "unix:gid") + "\""
                : "for the container's user: " + ReadAccess.command(directory, "10001");
    }

    private Diagnosis of(Finding finding) {
        String why = finding.severity() == Finding.Severity.WRONG_DIRECTORY ? "Another directory would be backed up than the helpdesk's." : "A restored helpdesk would lack it.";
        return finding.severity() == Finding.Severity.WRONG_DIRECTORY ? Diagnosis.error(subject(), finding.message(), why, finding.remedy())
                : Diagnosis.warning(subject(), finding.message(), why, finding.remedy());
    }

    private Diagnosis watches() throws IOException {
        String name = "watches";
        if (!Files.isReadable(WATCHES)) {
            return Diagnosis.note(name, "this system does not say how many directories can be watched", "Changes in those that cannot are found by the walk alone.", "Set storage.reconcile as short as they must be found.");
        }
        long most = most();
        String found = "the system allows " + most + " watches a user, and there " + (size.directories() == 1 ? "is " : "are ") + Plurals.words(size.directories(), "directory") + (size.whole() ? "" : " at least");
        // Other programs of the same user watch as well.
        return size.directories() * 2 <= most && size.whole() || size.directories() * 4 <= most ? Diagnosis.ok(name, found)
                : Diagnosis.warning(name, found, "Changes in directories that cannot be watched are found by the hourly walk alone.",
                        "sysctl -w fs.inotify.max_user_watches=" + Long.highestOneBit(Math.max(1, size.directories()) * 4) * 2 + "  and the same in /etc/sysctl.d/cerb-backup.conf");
    }

    /** Read by a large buffer at once: where a first read takes a byte, as that of {@link Files#readString(Path)} may, Linux gives no more of a number below {@code /proc/sys}. */
    private static long most() throws IOException {
        try (BufferedReader reader = Files.newBufferedReader(WATCHES)) {
            return Long.parseLong(reader.readLine().strip());
        }
    }
}
