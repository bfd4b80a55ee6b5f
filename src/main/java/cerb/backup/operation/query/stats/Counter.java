package cerb.backup.operation.query.stats;

import cerb.backup.format.Id;
import cerb.backup.operation.query.TreeWalk;

/** Counts in one mode while snapshot after snapshot is walked. */
interface Counter extends TreeWalk.Visitor {
    /** The walk of a snapshot begins. */
    default void begin(Id root) { }

    /** What was counted. */
    Sums sums();
}
