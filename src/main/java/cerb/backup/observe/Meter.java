package cerb.backup.observe;

import cerb.backup.operation.drill.Drills;
import java.time.Instant;
import java.util.List;
import java.util.function.Function;
import java.util.function.ToDoubleFunction;

/** A number of the ledger with its name in Micrometer's spelling, which Prometheus shows with underscores, and with {@code _total} for a counter. NaN where there is none. */
record Meter(String name, boolean counter, String description, ToDoubleFunction<Ledger> value) {
    /** Those of the helpdesk; those with further labels are made by {@link Metrics}. */
    static final List<Meter> OF_HELPDESK = List.of(
            time("start", "Time at which the daemon began", Ledger::opened),
            time("recovery.point", "Time of the newest complete recovery point", Ledger::recoveryPoint),
            time("checkpoint", "Time of the newest complete checkpoint", Ledger::checkpoint),
            time("first.recoverable", "Time of the oldest complete recovery point that is kept", Ledger::oldest),
            time("database", "Point in time of the newest dump", Ledger::database),
            time("storage.confirmed", "Time at which the storage directory was last known to be stored whole, changed or not", Ledger::storage),
            time("prune", "Time at which the last prune ended, one in its trial included", Ledger::pruned),
            time("retention", "Time at which the configured retention last forgot what need not stay", Ledger::retained),
            time("check", "Time at which the last check of the repository ended", Ledger::checked),
            gauge("snapshots", "Snapshots of the helpdesk that are kept", Ledger::snapshots),
            gauge("recovery.point.duration.seconds", "Seconds that the last recovery point took", ledger -> of(ledger.lastPoint(), point -> point.took().toMillis() / 1000.0)),
            gauge("recovery.point.bytes", "Bytes of content in the last recovery point", ledger -> of(ledger.lastPoint(), point -> (double) point.bytes())),
            gauge("recovery.point.added.bytes", "Bytes of them that the repository had not held before", ledger -> of(ledger.lastPoint(), point -> (double) point.addedBytes())),
            gauge("recovery.point.files", "Files of the storage directory in the last recovery point", ledger -> of(ledger.lastPoint(), point -> (double) point.files())),
            gauge("lock.held.seconds", "Seconds for which the last dump made all writers wait", ledger -> ledger.lockedMillis() / 1000.0),
            gauge("table.lock.held.seconds", "Seconds for which the last dump made the writers of a single table wait, of that which was locked longest", ledger -> ledger.tableLockedMillis() / 1000.0),
            gauge("repository.below.minimum.free", "1 where the free space is below repository.minimum-free, so that nothing new is stored, else 0", ledger -> ledger.belowFloorSince() == null ? 0 : 1),
            gauge("running", "1 while something is being done, else 0", ledger -> ledger.stage() == null ? 0 : 1),
            gauge("damaged", "1 where something stored is known to be damaged or missing, until a check finds nothing, else 0", ledger -> ledger.damage() == null ? 0 : 1),
            gauge("check.read.ratio", "Share of the packs that the last check read whole, 0 to 1",
                    ledger -> of(ledger.lastCheck(), check -> check.packs() == 0 ? 1.0 : (double) check.packsRead() / check.packs())),
            gauge("crosscheck.timestamp.seconds", "Time at which rows and attachments were last compared", ledger -> of(ledger.lastCrossCheck(), check -> seconds(check.at()))),
            gauge("crosscheck.present.objects", "Rows whose attachment is in the recovery point as they say", ledger -> of(ledger.lastCrossCheck(), check -> (double) check.present().objects())),
            gauge("crosscheck.damaged.objects", "Rows whose attachment is missing or not as they say", ledger -> of(ledger.lastCrossCheck(), check -> (double) check.damaged())),
            gauge("crosscheck.unreferenced.objects", "Attachments to which no row refers", ledger -> of(ledger.lastCrossCheck(), check -> (double) check.unreferenced().objects())),
            gauge("crosscheck.unreferenced.bytes", "Their bytes", ledger -> of(ledger.lastCrossCheck(), check -> (double) check.unreferenced().bytes())),
            gauge("drill.timestamp.seconds", "Time at which the last drill began", ledger -> of(ledger.drillsKnown().last(), drill -> seconds(drill.at()))),
            time("drill.passed", "Time at which the last drill began that passed", ledger -> ledger.drillsKnown().passed()),
            gauge("drill.success", "0 where the last drill from a source failed, of those that were not refused, else 1", ledger -> success(ledger.drillsKnown())),
            gauge("drill.restore.seconds", "Seconds that a restore took in the last drill", ledger -> of(ledger.drillsKnown().last(), drill -> drill.recoveryTime().toMillis() / 1000.0)),
            counter("recovery.points", "Recovery points written", ledger -> ledger.recoveryPoints.sum()),
            counter("checkpoints", "Checkpoints written", ledger -> ledger.checkpoints.sum()),
            counter("incomplete", "Recovery points and checkpoints marked incomplete", ledger -> ledger.incomplete.sum()),
            counter("abandoned", "Runs that ended without a snapshot", ledger -> ledger.abandoned.sum()),
            counter("gaps", "Runs that left no complete snapshot, abandoned or incomplete", Ledger::gaps),
            counter("findings", "Findings reported", ledger -> ledger.findings.sum()),
            counter("damages", "Findings of something damaged or missing", ledger -> ledger.damages.sum()),
            counter("raw.bytes", "Bytes of content handed to the repository", ledger -> ledger.rawBytes.sum()),
            counter("added.bytes", "Bytes of content that the repository had not held before", ledger -> ledger.addedBytes.sum()),
            counter("stored.bytes", "Bytes written to the repository's directory", ledger -> ledger.bytesWritten.sum()),
            counter("stored.files", "Files written to the repository's directory", ledger -> ledger.filesWritten.sum()),
            counter("pruned.bytes", "Bytes by which prunes made the repository smaller", ledger -> ledger.prunedBytes.sum()),
            counter("check.read.bytes", "Bytes of packs that checks read", ledger -> ledger.checkedBytes.sum()),
            counter("drills", "Drills held", ledger -> ledger.drills.sum()),
            counter("drills.failed", "Drills that failed", ledger -> ledger.drillsFailed.sum()));

    static Meter gauge(String name, String description, ToDoubleFunction<Ledger> value) {
        return new Meter("cerb.backup." + name, false, description, value);
    }

    static Meter counter(String name, String description, ToDoubleFunction<Ledger> value) {
        return new Meter("cerb.backup." + name, true, description, value);
    }

    /** A point in time, in seconds since 1970. */
    static Meter time(String name, String description, Function<Ledger, Instant> value) {
        return gauge(name + ".timestamp.seconds", description, ledger -> seconds(value.apply(ledger)));
    }

    private static double success(Drills drills) {
        return drills.judged().isEmpty() ? Double.NaN : drills.failed().isEmpty() ? 1 : 0;
    }

    private static double seconds(Instant time) {
        return time == null ? Double.NaN : time.toEpochMilli() / 1000.0;
    }

    private static <T> double of(T last, Function<T, Double> number) {
        return last == null ? Double.NaN : number.apply(last);
    }
}
