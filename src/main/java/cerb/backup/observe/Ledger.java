package cerb.backup.observe;

import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.report.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;

/** Keeps the numbers of one helpdesk. Thread-safe; every method returns at once. */
public final class Ledger extends Counts {
    private final Clock clock;
    private final Instant opened;
    private final KnownSinks sinks = new KnownSinks();
    private volatile Instant recoveryPoint;
    private volatile Instant checkpoint;
    private volatile Instant pointHeard;
    private volatile Instant storageHeard;
    private volatile Instant database;
    private volatile Instant storage;
    /** Of each kind of run until one of it leaves a snapshot, or need not: a checkpoint says nothing of the dump. */
    private final Map<Kind, Failure> runFailures = new ConcurrentSkipListMap<>();
    private final Map<Kind, Incomplete> lastIncomplete = new ConcurrentSkipListMap<>();
    private volatile Instant begun;
    private volatile Instant pruned;
    private volatile Instant retained;
    private volatile Instant checked;
    private volatile Damage damage;
    private final Map<String, Failure> alertFailures = new ConcurrentSkipListMap<>();
    /** Those under way, each with when it was last heard of. */
    private final Map<Stage, Instant> stages = new ConcurrentSkipListMap<>();
    private volatile long lockedMillis;
    private volatile long tableLockedMillis;
    private volatile Map<String, Integer> tables = Map.of();
    private final Space space = new Space();

    /** An empty one. */
    public Ledger(Clock clock) {
        this.clock = clock;
        this.opened = clock.instant();
    }

    /**
     * Takes over what earlier processes achieved, the times null where there is none: a complete recovery point, which held database and storage, a complete checkpoint, which
     * held storage, and what leaves no snapshot.
     */
    public void resume(Instant lastRecoveryPoint, Instant lastCheckpoint, Marks marks) {
        recoveryPoint = later(recoveryPoint, lastRecoveryPoint);
        checkpoint = later(checkpoint, lastCheckpoint);
        database = later(database, lastRecoveryPoint);
        storage = later(later(storage, lastRecoveryPoint), lastCheckpoint);
        begun = marks.begun();
        pruned = later(pruned, marks.pruned());
        retained = later(retained, marks.retained());
        checked = later(checked, marks.checked());
        damage = marks.damaged() ? new Damage(marks.checked() == null ? opened : marks.checked(), "it was found before the last start") : damage;
        marks.sinks().forEach((name, sink) -> sinks.change(name, known -> known.resuming(sink)));
    }

    /** Takes over the failures of sinks that earlier processes met, where nobody tries them now. */
    public void resumeFailures(Marks marks) {
        marks.sinks().forEach((name, sink) -> sinks.change(name, known -> known.failingAsNoted(sink)));
    }

    /** The last snapshot of this kind of an earlier process was incomplete. */
    public void resumeIncomplete(Kind kind, Incomplete last) {
        lastIncomplete.put(kind, last);
    }

    @Override
    public void committed(RecoveryPointResult result) {
        super.committed(result);
        if (result.kind() == Kind.RECOVERY_POINT) {
            // An incomplete point must not make an alert on the age of the last good one fall silent.
            recoveryPoint = result.incomplete() ? recoveryPoint : later(recoveryPoint, result.time());
            pointHeard = result.incomplete() ? pointHeard : clock.instant();
        } else {
            checkpoint = result.incomplete() ? checkpoint : later(checkpoint, result.time());
        }
        runFailures.remove(result.kind());
        if (result.incomplete()) {
            lastIncomplete.merge(result.kind(), Incomplete.of(result), (earlier, last) -> last.after(earlier));
        } else {
            end(result.kind());
        }
    }

    /** A complete recovery point has what a checkpoint has, and not the other way round. */
    private void end(Kind kind) {
        runFailures.remove(kind);
        lastIncomplete.remove(kind);
        if (kind == Kind.RECOVERY_POINT) {
            end(Kind.CHECKPOINT);
        }
    }

    @Override
    public void unchanged() {
        runFailures.remove(Kind.CHECKPOINT);
    }

    @Override
    public void abandoned(Kind kind, Reason reason) {
        super.abandoned(kind, reason);
        runFailures.merge(kind, new Failure(clock.instant(), reason.message(), reason.remedy()), Failure::goingOn);
    }

    @Override
    public void stageBegan(Stage stage) {
        stages.put(stage, clock.instant());
    }

    @Override
    public void progress(Stage stage, Progress progress) {
        stages.replace(stage, clock.instant());
    }

    @Override
    public void stageEnded(Stage stage, Duration took) {
        stages.remove(stage);
    }

    @Override
    public void pruned(PruneResult result, Instant at) {
        super.pruned(result, at);
        pruned = later(pruned, at);
    }

    @Override
    public void retained(Instant at) {
        retained = later(retained, at);
    }

    @Override
    public void checked(CheckResult result, Instant at) {
        super.checked(result, at);
        checked = later(checked, at);
        damage = !result.damaged() ? null : damage == null ? new Damage(at, "a check found it") : damage;
    }

    @Override
    public void storageConfirmed(Instant at) {
        storage = later(storage, at);
        storageHeard = clock.instant();
    }

    @Override
    public void databaseCaptured(Instant at, Map<String, Integer> tablesByConsistency, long lockedMillis, long tableLockedMillis) {
        database = later(database, at);
        tables = Map.copyOf(tablesByConsistency);
        this.lockedMillis = lockedMillis;
        this.tableLockedMillis = tableLockedMillis;
    }

    @Override
    public void spaceBelowFloor(boolean below, long free, long floor) {
        space.changed(below, free, clock.instant());
    }

    @Override
    public void mirrorBacklog(String sink, Backlog backlog) {
        sinks.change(sink, known -> known.withBacklog(backlog));
    }

    @Override
    public void mirrorConfirmed(String sink, long bytes, Duration took) {
        sinks.change(sink, known -> known.withConfirmed(bytes, clock.instant()));
    }

    @Override
    public void mirrorCaughtUp(String sink, Instant at) {
        sinks.change(sink, known -> known.withHeld(at));
    }

    @Override
    public void mirrorUnexplained(String sink, int files, int snapshots) {
        sinks.change(sink, known -> known.withUnexplained(files, snapshots, clock.instant()));
    }

    @Override
    public void alertFailed(String receiver, String reason) {
        super.alertFailed(receiver, reason);
        alertFailures.merge(receiver, new Failure(clock.instant(), reason, ""), Failure::goingOn);
    }

    @Override
    public void alertDelivered(String receiver) {
        alertFailures.remove(receiver);
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        super.mirrorFailed(sink, reason);
        sinks.change(sink, known -> known.withFailure(reason, clock.instant()));
    }

    @Override
    public void found(Finding finding) {
        super.found(finding);
        if (finding.severity() == Finding.Severity.DAMAGE && damage == null) {
            damage = new Damage(clock.instant(), finding.subject() + ": " + finding.message());
        }
    }

    /** What is damaged there is sent again, and then the sink has caught up; a check of the local repository says nothing of it. */
    @Override
    public void sinkFound(String sink, Finding finding) {
        super.found(finding);
        if (finding.severity() == Finding.Severity.DAMAGE) {
            mirrorFailed(sink, finding.message());
        }
    }

    /** A drill tells its result, which is judged by itself. */
    @Override
    public void drillFound(Finding finding) {
        super.found(finding);
    }

    /** Takes who is asked for the free space whenever somebody wants to know of it, and tells of changes by {@link #spaceBelowFloor}. */
    public void askSpace(Runnable disk) {
        space.ask(disk);
    }

    /** The sinks that were heard of, by name. */
    public Map<String, SinkLedger> sinks() {
        return sinks.all();
    }

    /** Calls back for every sink, those known already and those to come. */
    void onSink(Consumer<String> listener) {
        sinks.onEach(listener);
    }

    /** What is known of a sink. */
    public SinkLedger sink(String name) {
        return sinks.of(name);
    }

    /** The time of the newest complete recovery point, or null. */
    public Instant recoveryPoint() {
        return recoveryPoint;
    }

    /** When this process last heard of a complete recovery point, by its own clock, whatever time that is of; when it began where it has heard of none. */
    public Instant pointHeard() {
        return pointHeard == null ? opened : pointHeard;
    }

    /** Likewise that the storage directory is stored. */
    public Instant storageHeard() {
        return storageHeard == null ? opened : storageHeard;
    }

    /** When it was opened. */
    public Instant opened() {
        return opened;
    }

    /** When the first daemon of the repository began, or null where none ever did. */
    public Instant begun() {
        return begun;
    }

    /** When the last prune ended, or null. */
    public Instant pruned() {
        return pruned;
    }

    /** When the configured retention last forgot what need not stay, or null. */
    public Instant retained() {
        return retained;
    }

    /** When the last check ended, or null. */
    public Instant checked() {
        return checked;
    }

    /** What is damaged, as far as is known; null where nothing is. A check that finds everything sound takes it away. */
    public Damage damage() {
        return damage;
    }

    /** That the last recovery point is incomplete, or else the last checkpoint; null where the last of each is complete. */
    public Incomplete incomplete() {
        Incomplete point = lastIncomplete.get(Kind.RECOVERY_POINT);
        return point == null ? lastIncomplete.get(Kind.CHECKPOINT) : point;
    }

    /** Whether the last recovery point is incomplete. */
    public boolean isPointIncomplete() {
        return lastIncomplete.containsKey(Kind.RECOVERY_POINT);
    }

    /** The time of the newest complete checkpoint, or null. */
    public Instant checkpoint() {
        return checkpoint;
    }

    Instant database() {
        return database;
    }

    /** When the storage directory was last known to be stored whole, or null. */
    public Instant storage() {
        return storage;
    }

    /** The receivers of alerts that have got none since, each with when that began and the last reason. */
    public Map<String, Failure> alertFailures() {
        return Map.copyOf(alertFailures);
    }

    /** Since when runs have ended without a snapshot, and why the last did; null where one of its kind left one since, or none failed. */
    public Failure lastFailure() {
        return runFailures.values().stream().max(Comparator.comparing(Failure::at)).orElse(null);
    }

    /** The same of runs of this kind alone. */
    public Failure lastFailure(Kind kind) {
        return runFailures.get(kind);
    }

    /** What is being done now, or null; of several, that which comes first in a recovery point. */
    public Stage stage() {
        return stages.keySet().stream().findFirst().orElse(null);
    }

    /** When one of these stages, which is still under way, was last heard of; null where none is. */
    public Instant heardOf(Set<Stage> wanted) {
        return stages.entrySet().stream().filter(stage -> wanted.contains(stage.getKey())).map(Map.Entry::getValue).max(Comparator.naturalOrder()).orElse(null);
    }

    long lockedMillis() {
        return lockedMillis;
    }

    long tableLockedMillis() {
        return tableLockedMillis;
    }

    Map<String, Integer> tables() {
        return tables;
    }

    /** Since when the free space has been known to be below the floor, so that nothing new is stored, or null where it is not. */
    public Instant belowFloorSince() {
        return space.belowSince();
    }

    long freeBytes() {
        return space.free();
    }

    /** Seconds since then, or -1 where there is no such time. */
    long ageSeconds(Instant time) {
        return time == null ? -1 : Math.max(0, Duration.between(time, clock.instant()).toSeconds());
    }

    /** What fails all the time: since when, the last reason, which may name files, and what to do about that; empty where nobody knows. */
    public record Failure(Instant at, String reason, String remedy) {
        /** Reason and remedy as one text, which may name files as well. */
        public String words() {
            return new Reason(reason, remedy).words();
        }

        Failure goingOn(Failure now) {
            return new Failure(at, now.reason, now.remedy);
        }
    }

    /** Something stored is damaged or missing: when that was found, and what; the text may name files. */
    public record Damage(Instant since, String what) { }

    private static Instant later(Instant left, Instant right) {
        return left == null || right != null && right.isAfter(left) ? right : left;
    }
}
