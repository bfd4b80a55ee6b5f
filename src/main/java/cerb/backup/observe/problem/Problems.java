package cerb.backup.observe.problem;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.configuration.value.Schedule;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Problem;
import cerb.backup.observe.Problem.Kind;
import cerb.backup.observe.SinkLedger;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.Stage;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.temporal.ChronoUnit;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.EnumSet;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.function.Supplier;
import java.util.stream.Stream;

/** Judges what a ledger says by the limits of the stages. Thread-safe; returns at once. */
public final class Problems {
    /** A stage that was heard of so lately goes on. */
    private static final Duration GOES_ON = Duration.ofMinutes(10);
    /** What a late job that goes on has more. */
    private static final Duration GRACE = Duration.ofDays(1);
    /** A daemon starts within seconds. */
    private static final Duration STARTS = Duration.ofMinutes(2);
    /** Two clocks may differ by so much. */
    private static final Duration SKEW = Duration.ofMinutes(5);
    private static final Set<Stage> DUMP = EnumSet.of(Stage.STORAGE_BEFORE, Stage.DATABASE, Stage.STORAGE_AFTER, Stage.CROSS_CHECK);
    private static final Set<Stage> WALK = EnumSet.of(Stage.STORAGE_BEFORE, Stage.STORAGE_AFTER, Stage.CHECKPOINT);
    private static final Set<Stage> PRUNE = EnumSet.of(Stage.PRUNE_MARK, Stage.PRUNE_REPACK, Stage.PRUNE_REMOVE);
    /** None is forgotten while a snapshot is written, or anything is removed. */
    private static final Set<Stage> RETENTION = EnumSet.allOf(Stage.class);
    private static final Set<Stage> CHECK = EnumSet.of(Stage.CHECK_STRUCTURE, Stage.CHECK_DATA);

    private final Ledger ledger;
    private final Limits limits;
    private final Clock clock;
    private final Supplier<Map<String, String>> stoppedRoutes;
    private final Map<String, Instant> stoppedSince = new ConcurrentHashMap<>();

    /** Judges this ledger, where no routes run. */
    public Problems(Ledger ledger, Limits limits, Clock clock) {
        this(ledger, limits, clock, Map::of);
    }

    /** Judges this ledger and asks which routes do not run, each with the reason. */
    public Problems(Ledger ledger, Limits limits, Clock clock, Supplier<Map<String, String>> stoppedRoutes) {
        this.ledger = ledger;
        this.limits = limits;
        this.clock = clock;
        this.stoppedRoutes = stoppedRoutes;
    }

    /** What is wrong now, the gravest first; empty where all is well. */
    public List<Problem> list() {
        List<Problem> problems = new ArrayList<>();
        Stream.of(recoveryPoint(), reconcile(), late(Kind.PRUNE_OLD, "prune", limits.prune(), known(ledger.pruned(), ledger.opened()), PRUNE),
                late(Kind.CHECK_OLD, "check", limits.check(), known(ledger.checked(), ledger.opened()), CHECK),
                late(Kind.RETENTION_OLD, "retention", limits.retention(), known(ledger.retained(), ledger.opened()), RETENTION),
                late(Kind.DRILL_OLD, "drill that passed", limits.drill(), known(ledger.drillsKnown().passed(), ledger.opened()), Set.of()), runFailed(), incomplete(), space(), damage(), sinkMissing(), clockWrong()).flatMap(Optional::stream)
                .forEach(problems::add);
        limits.sinks().forEach((name, limit) -> {
            SinkLedger sink = ledger.sink(name);
            // one that is late says why as well
            new SinkAge(name, sink, limit).problem(clock.instant()).or(() -> sinkFailed(name, sink)).ifPresent(problems::add);
            sinkHoldsMore(name, sink.unexplained()).ifPresent(problems::add);
        });
        ledger.alertFailures().forEach((receiver, failure) -> problems.add(new Problem(Kind.ALERT_FAILED, receiver, "Not every alert reaches " + receiver + ".", failure.reason(),
                "Mend what the reason names: a key alert.*, or the receiver. Alerts are tried again; one that was refused, after alert.remind.", failure.at())));
        ledger.drillsKnown().failed().forEach(drill -> problems.add(drillFailed(drill)));
        problems.addAll(stopped());
        problems.sort(Comparator.comparing(Problem::kind));
        return problems;
    }

    /** The same where no daemon runs, with that as the first; the ledger then has what earlier processes left. */
    public List<Problem> listWithoutDaemon() {
        List<Problem> problems = new ArrayList<>(list());
        problems.add(0, new Problem(Kind.DAEMON_MISSING, "", "No daemon runs here: nothing is backed up by itself.", "", "Start cerb-backup run.", clock.instant()));
        return problems;
    }

    /** The same of a daemon that has been starting for a while. One that hangs there backs nothing up. */
    public List<Problem> listWhileStarting(Instant since) {
        List<Problem> problems = new ArrayList<>(list());
        if (since.plus(STARTS).isBefore(clock.instant())) {
            problems.add(0, new Problem(Kind.DAEMON_MISSING, "", "The daemon has been starting since " + words(since) + ": nothing is backed up by itself until it has.", "",
                    "Look into its log for what it waits for, and start it again.", since));
        }
        return problems;
    }

    private Optional<Problem> recoveryPoint() {
        Instant last = known(ledger.recoveryPoint(), ledger.pointHeard());
        Optional<Problem> late = late(Kind.RECOVERY_POINT_OLD, "complete recovery point", limits.dump(), last, DUMP).map(this::explained);
        return late.isPresent() || last != null ? late : Optional.of(missing());
    }

    private Problem missing() {
        String remedy = ledger.isPointIncomplete() ? "Mend what the last one lacks, and run cerb-backup backup. Until then restore that one by its id." : "Run cerb-backup backup, or wait for dump.schedule.";
        return new Problem(Kind.RECOVERY_POINT_MISSING, "", "There is no complete recovery point yet.", "", remedy, begun());
    }

    /** By why the last run failed, where it did. */
    private Problem explained(Problem late) {
        Ledger.Failure failure = ledger.lastFailure(RecoveryPointResult.Kind.RECOVERY_POINT);
        return failure == null ? late : new Problem(late.kind(), "", late.message(), failure.words(), late.remedy(), late.since());
    }

    /** What is of a time to come would be young until then; instead it is as old as this process knows of it. */
    private Instant known(Instant last, Instant heard) {
        return isToCome(last) ? heard : last;
    }

    private boolean isToCome(Instant time) {
        return time != null && time.isAfter(clock.instant().plus(SKEW));
    }

    private Optional<Problem> clockWrong() {
        return Stream.of(ledger.recoveryPoint(), ledger.storage(), ledger.pruned(), ledger.retained(), ledger.checked(), ledger.drillsKnown().passed()).filter(this::isToCome).max(Comparator.naturalOrder())
                .map(time -> new Problem(Kind.CLOCK_WRONG, "", "Something stored is of " + words(time) + ", which is yet to come.", "",
                        "Set this host's clock. If it is right now, it was wrong then: forget the snapshots of that time, once there are others.", ledger.opened()));
    }

    private Optional<Problem> late(Kind kind, String what, Optional<Schedule> schedule, Instant last, Set<Stage> stages) {
        Instant from = last == null ? begun() : last;
        Instant due = schedule.map(times -> Limits.due(times, from)).orElse(Instant.MAX);
        if (!isPast(due, stages)) {
            return Optional.empty();
        }
        String message = last == null ? "There has been no " + what + " yet" : "The last " + what + " is of " + words(last);
        return Optional.of(new Problem(kind, "", message + ", and another was due by " + words(due) + ".", "",
                "Look into the log for the reason, and run cerb-backup doctor.", due));
    }

    private Optional<Problem> reconcile() {
        Instant last = known(ledger.storage(), ledger.storageHeard());
        Instant due = (last == null ? begun() : last).plus(limits.reconcile());
        if (!isPast(due, WALK)) {
            return Optional.empty();
        }
        String message = last == null ? "The storage directory has never been stored whole" : "The storage directory was last known to be stored whole at " + words(last);
        return Optional.of(new Problem(Kind.RECONCILE_OLD, "", message + ", and should have been again by " + words(due) + ".",
                whyNotStored(), "Look into the log for the reason: is it mounted, and can all of it be read?", due));
    }

    private String whyNotStored() {
        Ledger.Failure failure = ledger.lastFailure(RecoveryPointResult.Kind.CHECKPOINT);
        return failure != null ? failure.words() : ledger.incomplete() != null ? ledger.incomplete().words() : "";
    }

    /** One that is late but goes on has more time, but not for ever: a job that always fails near its end goes on, too. */
    private boolean isPast(Instant due, Set<Stage> stages) {
        Instant now = clock.instant();
        if (!now.isAfter(due)) {
            return false;
        }
        Instant heard = ledger.heardOf(stages);
        return heard == null || heard.plus(GOES_ON).isBefore(now) || due.plus(GRACE).isBefore(now);
    }

    /** What never was is late from when the first daemon began, or this process where none did. */
    private Instant begun() {
        return ledger.begun() == null ? ledger.opened() : ledger.begun();
    }

    private List<Problem> stopped() {
        Map<String, String> stopped = stoppedRoutes.get();
        stoppedSince.keySet().retainAll(stopped.keySet());
        return stopped.entrySet().stream().map(route -> new Problem(Kind.ROUTE_STOPPED, route.getKey(), "Route " + route.getKey() + " does not run as it should.", route.getValue(),
                "Look into the log for the reason. If it does not go on by itself, restart the program.", stoppedSince.computeIfAbsent(route.getKey(), id -> clock.instant()))).toList();
    }

    private Optional<Problem> runFailed() {
        return Optional.ofNullable(ledger.lastFailure()).map(failure -> new Problem(Kind.RUN_FAILED, "", "The last run ended without a snapshot.", failure.words(),
                "It is tried again by itself; cerb-backup backup tries at once.", failure.at()));
    }

    private Optional<Problem> incomplete() {
        return Optional.ofNullable(ledger.incomplete()).map(last -> new Problem(Kind.SNAPSHOT_INCOMPLETE, "", "The last snapshot is incomplete.", last.words(),
                "cerb-backup restore " + last.snapshot() + " lists all that it lacks, with what to do about it, and restores nothing unless it is told where to.", last.since()));
    }

    private Optional<Problem> space() {
        return Optional.ofNullable(ledger.belowFloorSince()).map(since -> new Problem(Kind.SPACE_LOW, "",
                "Nothing new is stored: the free space is below repository.minimum-free.", "", "Free space there, give the repository a larger disk, or lower repository.minimum-free.", since));
    }

    private Optional<Problem> damage() {
        return Optional.ofNullable(ledger.damage()).map(damage -> new Problem(Kind.DAMAGE_FOUND, "", "Something in the repository is damaged or missing.", damage.what(),
                "Run cerb-backup check, which names it and what to do; of a pack that was found damaged only check --read-data tells whether it still is. Once a check finds nothing, this ends.", damage.since()));
    }

    private static Problem drillFailed(DrillResult drill) {
        return new Problem(Kind.DRILL_FAILED, drill.sink(), "The last drill from " + drill.sink() + " failed: it has not been proven that what is stored there can be restored.",
                drill.reasons().findFirst().map(Object::toString).orElse(""),
                "Mend what its findings name, and hold one again: cerb-backup drill --from " + drill.sink() + ". Run cerb-backup check: it tells whether something is damaged.", drill.at());
    }

    private Optional<Problem> sinkMissing() {
        return limits.sinks().isEmpty() ? Optional.of(new Problem(Kind.SINK_MISSING, "", "There is no off-site copy.", "", "Name a sink in sinks.", begun())) : Optional.empty();
    }

    private static Optional<Problem> sinkFailed(String name, SinkLedger sink) {
        return Optional.ofNullable(sink.failing()).map(failing -> new Problem(Kind.SINK_FAILED, name, "Sink " + name + " fails.", failing.reason(), SinkAge.FAILING, failing.since()));
    }

    private static Optional<Problem> sinkHoldsMore(String name, SinkLedger.Unexplained found) {
        return Optional.ofNullable(found).map(more -> new Problem(Kind.SINK_HOLDS_MORE, name,
                "Sink " + name + " holds " + Plurals.words(more.files(), "file") + " neither here nor removed by this program, snapshots among them: " + more.snapshots() + ".", "",
                "If restic removed them here, have it forget and prune them there, too. If not, this repository has lost them or is an older copy of itself: look with cerb-backup snapshots --from "
                        + name + "; an empty repository.directory gets all of them by cerb-backup init --from " + name + ".", more.since()));
    }

    static String words(Instant time) {
        return time.truncatedTo(ChronoUnit.SECONDS).toString();
    }
}
