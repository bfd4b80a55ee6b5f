package cerb.backup.operation.compose;

/** The tags of our snapshots. */
public final class Tags {
    /** Every snapshot of ours has it. */
    public static final String OURS = "cerb-backup";
    /** Something asked for is missing in it, or doubtful, be it in a part carried from the snapshot before. */
    public static final String INCOMPLETE = "incomplete";
    /** A snapshot written by a dump run. */
    public static final String RECOVERY_POINT = "recovery-point";
    /** A snapshot written because files changed. */
    public static final String CHECKPOINT = "checkpoint";

    /** What a person wants to keep for ever: no rule, bound or setting lets it go. */
    public static final String PINNED = "pinned";

    private Tags() {
    }
}
