package cerb.backup.operation.doctor.database;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.hotcopy.HotCopy;
import cerb.backup.mysql.hotcopy.files.TableFiles;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.nio.file.Path;
import java.time.Duration;
import java.util.List;

/** Whether the server's own files can be copied, and for how long writers would wait. */
public final class HotCopyExamination implements Examination {
    /** What a disk copies at least; a sample before each copy tells better, and would have to write. */
    private static final long BYTES_A_SECOND = 200L << 20;
    /** Locks, and a look at each file. */
    private static final long FIXED_MILLIS = 50;

    private final DatabaseAddress address;
    private final DumpOptions selection;
    private final Path dataDirectory;
    private final Duration longest;

    /**
     * Asks in a session of its own.
     *
     * @param selection     the tables that are dumped
     * @param dataDirectory where the server's data directory is seen from here; null: where the server says
     * @param longest       for how long writers may wait
     */
    public HotCopyExamination(DatabaseAddress address, DumpOptions selection, Path dataDirectory, Duration longest) {
        this.address = address;
        this.selection = selection;
        this.dataDirectory = dataDirectory;
        this.longest = longest;
    }

    @Override
    public String subject() {
        return "hot copy";
    }

    @Override
    public List<Diagnosis> examine() {
        List<TableFiles> tables = HotCopy.files(address, selection, dataDirectory);
        long bytes = tables.stream().mapToLong(TableFiles::bytes).sum();
        long millis = FIXED_MILLIS + bytes * 1000 / BYTES_A_SECOND;
        String found = "the files of " + tables.size() + " tables, " + (bytes >> 20) + " MiB, can be copied; writers wait for about " + millis
                + " ms meanwhile, if a disk copies " + (BYTES_A_SECOND >> 20) + " MiB/s";
        return List.of(longest.toMillis() < millis ? Diagnosis.warning(subject(), found + ", and hotcopy.max-lock allows " + longest.toMillis() + " ms",
                "A copy that would take longer is refused, and one that does is given up.", "Set hotcopy.max-lock=" + (millis / 1000 + 1) * 2 + "s, or dump.method=sql, which holds up nobody for long.")
                : Diagnosis.ok(subject(), found));
    }
}
