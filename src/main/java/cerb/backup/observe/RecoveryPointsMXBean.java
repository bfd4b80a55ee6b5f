package cerb.backup.observe;

import java.util.Map;

/** What can be restored, and how old it is. Ages are in seconds, -1 where there is nothing yet. */
@Description("What can be restored, and how old it is")
public interface RecoveryPointsMXBean {
    /** Age of the newest complete recovery point. */
    @Description("Seconds since the newest complete recovery point; -1: there is none")
    long getRecoveryPointAge();

    /** Age of the newest complete checkpoint. */
    @Description("Seconds since the newest complete checkpoint; -1: there is none")
    long getCheckpointAge();

    /** Age of what is known of the database. */
    @Description("Seconds since the point in time of the newest dump; -1: there is none")
    long getDatabaseAge();

    /** Age of what is known of the storage directory. */
    @Description("Seconds since a walk or watch last found the storage directory stored, changed or not; -1: never")
    long getStorageConfirmedAge();

    /** Recovery points since the process began. */
    @Description("Recovery points written since the process began")
    long getRecoveryPoints();

    /** Checkpoints since the process began. */
    @Description("Checkpoints written since the process began")
    long getCheckpoints();

    /** Incomplete ones. */
    @Description("Recovery points and checkpoints since the process began that were marked incomplete")
    long getIncomplete();

    /** Runs without a snapshot. */
    @Description("Runs since the process began that ended without a snapshot")
    long getAbandoned();

    /** Why the last run failed. */
    @Description("Why the last run ended without a snapshot; empty: it did not, or one succeeded since")
    String getLastFailure();

    /** What is being done. */
    @Description("What is being done now; empty: nothing")
    String getStage();

    /** How long the last dump locked. */
    @Description("Milliseconds for which the last dump made writers wait")
    long getLockHeldMillis();

    /** Tables of the last dump. */
    @Description("Tables of the last dump by consistency: snapshot, locked, best-effort")
    Map<String, Integer> getTablesByConsistency();

    /** Takes a recovery point. */
    @Description("Takes a recovery point now and returns the snapshot's short name")
    String backupNow() throws Exception;
}
