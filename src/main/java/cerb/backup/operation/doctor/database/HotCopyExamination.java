package cerb.backup.operation.doctor.database;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.dump.DumpOptions;
import cerb.backup.mysql.hotcopy.HotCopy;
import cerb.backup.mysql.hotcopy.HotCopyOptions;
import cerb.backup.mysql.hotcopy.LockEstimate;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Examination;
import java.util.List;

/** Whether the server's own files can be copied, and for how long writers would wait. */
public final class HotCopyExamination implements Examination {
    private final DatabaseAddress address;
    private final DumpOptions selection;
    private final HotCopyOptions options;

    /**
     * Asks in a session of its own.
     *
     * @param selection the tables that are dumped
     * @param options   how they are copied; nothing is written to its directory
     */
    public HotCopyExamination(DatabaseAddress address, DumpOptions selection, HotCopyOptions options) {
        this.address = address;
        this.selection = selection;
        this.options = options;
    }

    @Override
    public String subject() {
        return "hot copy";
    }

    @Override
    public List<Diagnosis> examine() {
        LockEstimate estimate = HotCopy.estimate(address, selection, options);
        String found = "the files of " + Plurals.words(estimate.tables().size(), "table") + ", " + (estimate.bytes() >> 20) + " MiB, can be copied; writers wait for about " + estimate.millis()
                + " ms meanwhile, up to " + (estimate.dirty() >> 20) + " MiB of changes being written before, if a disk copies " + (estimate.speed() >> 20) + " MiB/s";
        return List.of(estimate.exceeds(options.maxLock()) ? Diagnosis.warning(subject(), found + ", and hotcopy.max-lock allows " + options.maxLock().toMillis() + " ms",
                "A copy that would take longer is refused, and one that does is given up.", "Set hotcopy.max-lock=" + (estimate.millis() / 1000 + 1) * 2 + "s, or dump.method=sql, which holds up nobody for long.")
                : Diagnosis.ok(subject(), found));
    }
}
