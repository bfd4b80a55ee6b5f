package cerb.backup.operation.report;

/** What can end without success, as errors are counted by. */
public enum Operation {
    /** Taking a recovery point. */
    RECOVERY_POINT,
    /** Storing what has changed since the last snapshot. */
    CHECKPOINT,
    /** Forgetting by the configured retention. */
    RETENTION,
    /** Pruning the repository. */
    PRUNE,
    /** Checking the repository. */
    CHECK,
    /** Restoring for a trial. */
    DRILL,
    /** Sending to a sink. */
    MIRROR,
    /** Telling a receiver of alerts. */
    ALERT
}
