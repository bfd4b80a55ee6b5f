package cerb.backup.operation.query;

import cerb.backup.format.Id;

/** A snapshot whose file is damaged: nobody can tell whose it is, or what it needs, so that nothing may be pruned while it is there. */
public final class UnreadableSnapshot {
    private UnreadableSnapshot() {}

    /** What to do, in sentences: to delete the file would leave it at the sinks, which then let no pack go. */
    public static String remedy(Id id) {
        return "If a sink has it whole, copy snapshots/" + id + " from there. To give it up, here and at the sinks, run forget " + id + " --unsafe-allow damaged.";
    }
}
