package cerb.backup.observe;

import cerb.backup.operation.Observer;
import cerb.backup.operation.RecoveryPointResult;
import cerb.backup.operation.Stage;
import cerb.backup.operation.mirror.Backlog;
import cerb.backup.operation.report.Finding;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Consumer;
import java.util.function.UnaryOperator;

/** Keeps the numbers of one helpdesk. Thread-safe; every method returns at once. */
public final class Ledger implements Observer {
    private final Clock clock;
    private final Map<String, SinkLedger> sinks = new TreeMap<>();
    private final List<Consumer<String>> sinkListeners = new CopyOnWriteArrayList<>();
    private volatile Instant recoveryPoint;
    private volatile Instant checkpoint;
    private volatile Instant database;
    private volatile Instant storage;
    private volatile String lastFailure;
    private volatile Stage stage;
    private volatile long lockedMillis;
    private volatile Map<String, Integer> tables = Map.of();
    private volatile boolean belowFloor;
    private volatile long freeBytes = -1;
    final LongAdder recoveryPoints = new LongAdder();
    final LongAdder checkpoints = new LongAdder();
    final LongAdder incomplete = new LongAdder();
    final LongAdder abandoned = new LongAdder();
    final LongAdder findings = new LongAdder();
    final LongAdder rawBytes = new LongAdder();
    final LongAdder addedBytes = new LongAdder();
    final LongAdder filesWritten = new LongAdder();
    final LongAdder bytesWritten = new LongAdder();

    /** An empty one. */
    public Ledger(Clock clock) {
        this.clock = clock;
    }

    /** Takes over what an earlier process achieved, each null where there is none: a recovery point, which held database and storage, and a checkpoint, which held storage. */
    public void resume(Instant lastRecoveryPoint, Instant lastCheckpoint) {
        recoveryPoint = later(recoveryPoint, lastRecoveryPoint);
        checkpoint = later(checkpoint, lastCheckpoint);
        database = later(database, lastRecoveryPoint);
        storage = later(later(storage, lastRecoveryPoint), lastCheckpoint);
    }

    @Override
    public void committed(RecoveryPointResult result) {
        if (result.kind() == RecoveryPointResult.Kind.RECOVERY_POINT) {
            recoveryPoints.increment();
            // An incomplete point must not make an alert on the age of the last good one fall silent.
            recoveryPoint = result.incomplete() ? recoveryPoint : later(recoveryPoint, result.time());
        } else {
            checkpoints.increment();
            checkpoint = result.incomplete() ? checkpoint : later(checkpoint, result.time());
        }
        if (result.incomplete()) {
            incomplete.increment();
        } else {
            lastFailure = null;
        }
    }

    @Override
    public void abandoned(String reason) {
        abandoned.increment();
        lastFailure = reason;
    }

    @Override
    public void stageBegan(Stage begun) {
        stage = begun;
    }

    @Override
    public void stageEnded(Stage ended, Duration took) {
        stage = null;
    }

    @Override
    public void storageConfirmed(Instant at) {
        storage = later(storage, at);
    }

    @Override
    public void databaseCaptured(Instant at, Map<String, Integer> tablesByConsistency, long lockedMillis) {
        database = later(database, at);
        tables = Map.copyOf(tablesByConsistency);
        this.lockedMillis = lockedMillis;
    }

    @Override
    public void stored(long raw, long added) {
        rawBytes.add(raw);
        addedBytes.add(added);
    }

    @Override
    public void fileWritten(long bytes) {
        filesWritten.increment();
        bytesWritten.add(bytes);
    }

    @Override
    public void spaceBelowFloor(boolean below, long free, long floor) {
        belowFloor = below;
        freeBytes = free;
    }

    @Override
    public void mirrorBacklog(String sink, Backlog backlog) {
        change(sink, known -> known.withBacklog(backlog));
    }

    @Override
    public void mirrorConfirmed(String sink, long bytes, Duration took) {
        change(sink, known -> known.withConfirmed(bytes));
    }

    @Override
    public void mirrorCaughtUp(String sink, Instant at) {
        change(sink, known -> known.withCaughtUp(at));
    }

    @Override
    public void mirrorFailed(String sink, String reason) {
        change(sink, known -> known.withFailure(reason));
    }

    @Override
    public void found(Finding finding) {
        findings.increment();
    }

    /** The sinks that were heard of, by name. */
    public Map<String, SinkLedger> sinks() {
        synchronized (sinks) {
            return new TreeMap<>(sinks);
        }
    }

    /** Calls back for every sink, those known already and those to come. */
    void onSink(Consumer<String> listener) {
        Set<String> known;
        synchronized (sinks) {
            sinkListeners.add(listener);
            known = Set.copyOf(sinks.keySet());
        }
        known.forEach(listener);
    }

    SinkLedger sink(String name) {
        synchronized (sinks) {
            return sinks.getOrDefault(name, SinkLedger.NEW);
        }
    }

    private void change(String sink, UnaryOperator<SinkLedger> step) {
        boolean first;
        synchronized (sinks) {
            first = !sinks.containsKey(sink);
            sinks.put(sink, step.apply(sinks.getOrDefault(sink, SinkLedger.NEW)));
        }
        if (first) {
            sinkListeners.forEach(listener -> listener.accept(sink));
        }
    }

    Instant recoveryPoint() {
        return recoveryPoint;
    }

    Instant checkpoint() {
        return checkpoint;
    }

    Instant database() {
        return database;
    }

    /** When the storage directory was last known to be stored, or null. */
    public Instant storage() {
        return storage;
    }

    /** Why the last run ended without a snapshot; null where one succeeded since, or none failed. */
    public String lastFailure() {
        return lastFailure;
    }

    /** What is being done now, or null. */
    public Stage stage() {
        return stage;
    }

    long lockedMillis() {
        return lockedMillis;
    }

    Map<String, Integer> tables() {
        return tables;
    }

    /** Whether the free space is below the floor, so that nothing new is stored. */
    public boolean belowFloor() {
        return belowFloor;
    }

    long freeBytes() {
        return freeBytes;
    }

    /** Seconds since then, or -1 where there is no such time. */
    long ageSeconds(Instant time) {
        return time == null ? -1 : Math.max(0, Duration.between(time, clock.instant()).toSeconds());
    }

    private static Instant later(Instant left, Instant right) {
        return left == null || right != null && right.isAfter(left) ? right : left;
    }
}
