package cerb.backup.operation.observer;

import cerb.backup.operation.manifest.CrossChecked;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.report.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Set;

/**
 * What happens, told to those who measure and display it. Every method does nothing by default.
 *
 * <p>Called from worker threads, several at once: implementations are thread-safe, return at once and throw nothing; what one
 * throws all the same is logged and does not reach the operation (see {@link Observers}). No id of an
 * object is handed out except a snapshot's short name, so nothing invites a metric with unbounded labels.
 */
public interface Observer {
    /** Hears of nothing. */
    Observer NONE = new Observer() { };

    /** Whether somebody looks at the progress that it is told, so that telling it well may cost a little. */
    default boolean isWatched() {
        return false;
    }

    /** A run (a recovery point, or a checkpoint asked for by a person) began. */
    default void runBegan(Set<Part> parts, Instant at) { }

    /** A recovery point or checkpoint was written. */
    default void committed(RecoveryPointResult result) { }

    /** A checkpoint was not written, since the newest snapshot holds all that was found already. */
    default void unchanged() { }

    /** A run that was to become a snapshot of this kind, by a person, the clock or a change, ended without one; the reason says why. */
    default void abandoned(RecoveryPointResult.Kind kind, Reason reason) { }

    /** A retention, prune or check that a route began ended without success. Other operations have events of their own for that. */
    default void failed(Operation operation, Reason reason) { }

    /** A stage began. */
    default void stageBegan(Stage stage) { }

    /** A stage is so far; at most a few times a second. */
    default void progress(Stage stage, Progress progress) { }

    /** A stage ended, well or not. */
    default void stageEnded(Stage stage, Duration took) { }

    /** A walk, or an update of dirty directories, brought the repository up to the state of this moment, changed or not, and could read all of it. */
    default void storageConfirmed(Instant at) { }

    /**
     * A dump was stored whole: what it says of the database is of this moment. It held up all writers for {@code lockedMillis}, and those of a single table for
     * {@code tableLockedMillis} at most.
     */
    default void databaseCaptured(Instant at, Map<String, Integer> tablesByConsistency, long lockedMillis, long tableLockedMillis) { }

    /** The rows of a recovery point were compared with the objects they refer to; what is damaged is told by {@link #found}, too. */
    default void crossChecked(CrossChecked result) { }

    /** Bytes of content given to the repository, and the bytes of them that it had not held yet. */
    default void stored(long rawBytes, long addedBytes) { }

    /** A file was written to the repository's directory. */
    default void fileWritten(long bytes) { }

    /** A file was removed from the repository's directory. */
    default void fileRemoved() { }

    /** The space on the repository's disk fell below the floor ({@code true}: ingest is refused) or came back. */
    default void spaceBelowFloor(boolean below, long freeBytes, long floorBytes) { }

    /** What a sink has not confirmed. */
    default void mirrorBacklog(String sink, Backlog backlog) { }

    /** How far a sink is, of those that somebody waits for. */
    default void mirrorProgress(String sink, Progress progress) { }

    /** A sink confirmed a file. */
    default void mirrorConfirmed(String sink, long bytes, Duration took) { }

    /** A pass to a sink ended with everything up to its begin confirmed there. */
    default void mirrorCaughtUp(String sink, Instant at) { }

    /** A sink was listed: so many files there are not here and in no record of a removal, so many of them snapshots. */
    default void mirrorUnexplained(String sink, int files, int snapshots) { }

    /** A sink could not be reached or refused something; it will be tried again. */
    default void mirrorFailed(String sink, String reason) { }

    /** Snapshots were forgotten, or could have been; so many of the helpdesk are left, their oldest complete recovery point of this time, null where there is none. */
    default void forgot(int left, Instant oldest) { }

    /** Of all snapshots of the helpdesk those are forgotten that the configured retention does not keep. */
    default void retained(Instant at) { }

    /** A drill ended, well or not. */
    default void drilled(DrillResult result) { }

    /** A prune ended well; one in its trial has removed nothing. */
    default void pruned(PruneResult result, Instant at) { }

    /** The whole structure of the local repository, and perhaps its packs, has been checked; the result says whether anything is damaged. */
    default void checked(CheckResult result, Instant at) { }

    /** A receiver of alerts could not be reached, or has refused one; it will be tried again. */
    default void alertFailed(String receiver, String reason) { }

    /** A receiver of alerts has got one. */
    default void alertDelivered(String receiver) { }

    /** Something a person should know of. */
    default void found(Finding finding) { }

    /** The same, of what a sink holds. */
    default void sinkFound(String sink, Finding finding) {
        found(finding);
    }

    /** The same, of what a drill restored. */
    default void drillFound(Finding finding) {
        found(finding);
    }
}
