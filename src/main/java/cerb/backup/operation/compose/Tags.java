package cerb.backup.operation.compose;

import cerb.backup.operation.report.OperationException;
import java.util.Collection;
import java.util.Set;

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

    private static final Set<String> OF_THE_PROGRAM = Set.of(OURS, INCOMPLETE, RECOVERY_POINT, CHECKPOINT);

    private Tags() {
    }

    /**
     * Sees to it that a person's own tags do not say what a snapshot is: a checkpoint with the tag of a recovery point would be taken for the last good one.
     *
     * @throws OperationException if one does
     */
    public static void demandOwn(Collection<String> tags) {
        tags.stream().filter(OF_THE_PROGRAM::contains).findFirst().ifPresent(tag -> {
            throw new OperationException("no snapshot is taken with the tag " + tag + ", because it says what cerb-backup has found a snapshot to be", "Choose another tag.");
        });
    }
}
