package cerb.backup.observe.jmx;

import cerb.backup.observe.Incomplete;
import java.util.List;
import java.util.Map;

/** What can be restored, and how old it is. Ages are in seconds, -1 where there is nothing yet. */
@Description("What can be restored, and how old it is")
public interface RecoveryPointsMXBean {
    /** Age of the newest complete recovery point. */
    @Description(value = "Seconds since the newest complete recovery point; -1: there is none", unit = "seconds")
    long getRecoveryPointAge();

    /** Age of the newest complete checkpoint. */
    @Description(value = "Seconds since the newest complete checkpoint; -1: there is none", unit = "seconds")
    long getCheckpointAge();

    /** Age of what is known of the database. */
    @Description(value = "Seconds since the point in time of the newest dump; -1: there is none", unit = "seconds")
    long getDatabaseAge();

    /** Age of what is known of the storage directory. */
    @Description(value = "Seconds since a walk or watch last found the storage directory stored whole, changed or not; -1: never", unit = "seconds")
    long getStorageConfirmedAge();

    /** Recovery points since the process began. */
    @Description(value = "Recovery points written since the process began", unit = "snapshots")
    long getRecoveryPoints();

    /** Checkpoints since the process began. */
    @Description(value = "Checkpoints written since the process began", unit = "snapshots")
    long getCheckpoints();

    /** Incomplete ones. */
    @Description(value = "Recovery points and checkpoints since the process began that were marked incomplete", unit = "snapshots")
    long getIncomplete();

    /** Runs without a snapshot. */
    @Description(value = "Runs since the process began that ended without a snapshot", unit = "runs")
    long getAbandoned();

    /** Why the last run failed. */
    @Description("Why the last run ended without a snapshot; empty: it did not, or one succeeded since")
    String getLastFailure();

    /** What is being done. */
    @Description("What is being done now; empty: nothing")
    String getStage();

    /** How long the last dump locked. */
    @Description(value = "Milliseconds for which the last dump made all writers wait", unit = "milliseconds")
    long getLockHeldMillis();

    /** How long it locked a single table. */
    @Description(value = "Milliseconds for which the last dump made the writers of a single table wait, of that which was locked longest; 0: it locked none alone", unit = "milliseconds")
    long getTableLockHeldMillis();

    /** Tables of the last dump. */
    @Description(value = "Tables of the last dump by consistency: snapshot, locked, best-effort", unit = "tables")
    Map<String, Integer> getTablesByConsistency();

    /** What fails to be there. */
    @Description(value = "Runs since the process began that left a gap: no snapshot, or an incomplete one", unit = "runs")
    long getGaps();

    /** What is wrong. */
    @Description("What is wrong, the gravest first, each with its code, reason and remedy; empty: nothing")
    List<String> getProblems();

    /** Takes a recovery point. */
    @Description("Takes a recovery point now; returns the JSON of the verb backup, which says whether it is incomplete, and why")
    String backupNow() throws Exception;

    /** Holds the clocks and the watch. */
    @Description("Begins nothing more by itself: no dump, checkpoint, prune, check or retention; sinks go on, and readiness is down until resume")
    void pause() throws Exception;

    /** Lets them go on. */
    @Description("Ends a pause")
    void resume() throws Exception;
}
