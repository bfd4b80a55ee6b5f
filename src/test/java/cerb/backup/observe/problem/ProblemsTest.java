package cerb.backup.observe.problem;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import cerb.backup.format.Id;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.observe.Ledger;
import cerb.backup.observe.Metrics;
import cerb.backup.observe.Problem;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.report.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.concurrent.atomic.AtomicLong;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;

class ProblemsTest {
    private static final Instant START = Instant.parse("2026-03-02T03:00:00Z");

    private final Time clock = new Time();
    private final Ledger ledger = new Ledger(clock);
    private final Map<String, String> settings = new TreeMap<>(Map.of("sinks", "offsite", "dump.schedule", "0 2 * * * UTC", "prune.schedule", "40 3 * * * UTC",
            "check.schedule", "0 5 * * 0 UTC", "retention.schedule", "", "storage.reconcile", "1h"));

    @Test
    void nothingIsWrongWhileEveryStageIsYoung() {
        resumeAllAt(START);
        assertThat(codes()).isEmpty();
    }

    @Test
    void eachStageIsLateByItsOwnScheduleThoughNothingHasFailed() {
        resumeAllAt(START);
        at(Duration.ofHours(2).plusMinutes(11));
        assertThat(codes()).containsExactly("reconcile-old");
        // the dump of the next night, and six hours
        at(Duration.ofHours(23 + 6).plusMinutes(1));
        assertThat(codes()).containsExactly("recovery-point-old", "reconcile-old", "sink-not-confirmed", "prune-old");
        at(Duration.ofDays(7));
        assertThat(codes()).containsExactly("recovery-point-old", "reconcile-old", "sink-not-confirmed", "prune-old", "check-old");
    }

    @Test
    void lateOnesSayInWordsWhatWasDueAndSinceWhen() {
        resumeAllAt(START);
        at(Duration.ofDays(2));
        Problem late = problem("recovery-point-old");
        assertThat(late.message()).isEqualTo("The last complete recovery point is of 2026-03-02T03:00:00Z, and another was due by 2026-03-03T08:00:00Z.");
        assertThat(late.since()).isEqualTo(Instant.parse("2026-03-03T08:00:00Z"));
        assertThat(late.isCritical()).isTrue();
        assertThat(late.remedy()).contains("doctor");
    }

    @Test
    void storageThatIsOnlyStoredInPartIsLateAndSaysWhatIsLacking() {
        resumeAllAt(START);
        at(Duration.ofHours(2).plusMinutes(11));
        ledger.committed(result(RecoveryPointResult.Kind.CHECKPOINT, true));
        assertThat(codes()).containsExactly("reconcile-old", "snapshot-incomplete");
        assertThat(problem("reconcile-old").detail()).startsWith("abababab lacks: a: cannot be read");
    }

    @Test
    void checkpointThatFailsIsAWarningAndWhyTheStorageIsLate() {
        resumeAllAt(START);
        ledger.abandoned(RecoveryPointResult.Kind.CHECKPOINT, Reason.of("locked by restic"));
        assertThat(codes()).containsExactly("run-failed");
        at(Duration.ofHours(2).plusMinutes(11));
        assertThat(problem("reconcile-old").detail()).isEqualTo("locked by restic");
        ledger.committed(result(RecoveryPointResult.Kind.CHECKPOINT, true));
        assertThat(codes()).as("it has left a snapshot").containsExactly("reconcile-old", "snapshot-incomplete");
    }

    @Test
    void hourlyScheduleIsLateAfterAQuarterOfAnHour() {
        settings.put("dump.schedule", "0 * * * * UTC");
        resumeAllAt(START.plusSeconds(30));
        at(Duration.ofMinutes(74));
        assertThat(codes()).isEmpty();
        at(Duration.ofMinutes(76));
        assertThat(codes()).containsExactly("recovery-point-old");
    }

    @Test
    void scheduleOfWorkdaysIsNotLateOnAMonday() {
        settings.put("dump.schedule", "0 2 * * 1-5 UTC");
        settings.put("prune.schedule", "");
        settings.put("check.schedule", "");
        settings.put("storage.reconcile", "9d");
        settings.put("sinks", "");
        // a Friday
        resumeAllAt(Instant.parse("2026-03-06T02:10:00Z"));
        clock.now = Instant.parse("2026-03-09T07:00:00Z");
        assertThat(codes()).containsExactly("sink-missing");
        clock.now = Instant.parse("2026-03-09T08:01:00Z");
        assertThat(codes()).containsExactly("recovery-point-old", "sink-missing");
    }

    @Test
    void emptySchedulePromisesNothing() {
        settings.put("prune.schedule", "");
        settings.put("check.schedule", "");
        resumeAllAt(START);
        at(Duration.ofDays(40));
        assertThat(codes()).containsExactly("recovery-point-old", "reconcile-old", "sink-not-confirmed");
    }

    @Test
    void whatNeverWasIsLateFromTheFirstDaemonOnAndNotFromTheLastRestart() {
        ledger.resume(null, null, new Marks(START.minus(Duration.ofDays(3)), START, START, START, false, Map.of()));
        assertThat(codes()).contains("recovery-point-old", "reconcile-old").doesNotContain("recovery-point-missing", "prune-old");
        assertThat(problem("recovery-point-old").message()).startsWith("There has been no complete recovery point yet");
    }

    @Test
    void newHelpdeskHasNoPointYetAndThatIsOnlyAWarning() {
        assertThat(problems()).singleElement().satisfies(missing -> {
            assertThat(missing.kind().code()).isEqualTo("recovery-point-missing");
            assertThat(missing.isCritical()).isFalse();
        });
    }

    @Test
    void lateJobThatGoesOnHasADayMoreAndNoLonger() {
        settings.put("prune.schedule", "");
        settings.put("sink.offsite.most-delay", "5h");
        resumeAllAt(START);
        at(Duration.ofHours(3));
        ledger.stageBegan(Stage.CHECKPOINT);
        assertThat(codes()).isEmpty();
        at(Duration.ofHours(4));
        assertThat(codes()).as("nothing heard of it for an hour").containsExactly("reconcile-old");
        ledger.progress(Stage.CHECKPOINT, new Progress(1, 2, 3, 4));
        assertThat(codes()).isEmpty();
        at(Duration.ofHours(2 + 24).plusMinutes(11));
        ledger.progress(Stage.CHECKPOINT, new Progress(1, 2, 3, 4));
        assertThat(codes()).as("a walk that begins again and again").containsExactly("reconcile-old");
    }

    @Test
    void firstMirrorOfManyHoursIsNoProblemWhileFilesAreConfirmed() {
        settings.put("prune.schedule", "");
        ledger.resume(START, START, new Marks(START, START, START, START, false, Map.of("offsite", new Marks.Sink(START, null))));
        ledger.mirrorBacklog("offsite", new Backlog(60_000, 1L << 40, Optional.of(START), true));
        for (int hour = 1; hour < 20; hour++) {
            at(Duration.ofHours(hour));
            ledger.storageConfirmed(clock.now);
            ledger.mirrorConfirmed("offsite", 1 << 24, Duration.ofMinutes(50));
            assertThat(codes()).isEmpty();
        }
        at(Duration.ofHours(19 + 2).plusSeconds(1));
        assertThat(codes()).containsExactly("sink-not-confirmed");
        assertThat(problem("sink-not-confirmed").message()).startsWith("60000 files wait for sink offsite");
    }

    @Test
    void fileThatDoesNotLetItselfBeSentIsAProblemThoughAllOthersAreConfirmed() {
        resumeAllAt(START);
        ledger.mirrorBacklog("offsite", new Backlog(1, 100, Optional.of(START), Optional.of(START), true));
        for (int minute = 0; minute <= 120; minute += 5) {
            at(Duration.ofMinutes(minute));
            ledger.storageConfirmed(clock.now);
            ledger.mirrorConfirmed("offsite", 100, Duration.ofSeconds(1));
            assertThat(codes()).isEmpty();
        }
        at(Duration.ofMinutes(121));
        ledger.mirrorConfirmed("offsite", 100, Duration.ofSeconds(1));
        assertThat(codes()).containsExactly("sink-not-confirmed");
        assertThat(problem("sink-not-confirmed").text()).contains("damaged here", "check --read-data");
        ledger.mirrorBacklog("offsite", new Backlog(0, 0, Optional.empty(), true));
        assertThat(codes()).isEmpty();
    }

    @Test
    void sinkThatFailsAllTheTimeIsAProblemThoughAFileIsConfirmedNowAndThen() {
        resumeAllAt(START);
        for (int minute = 0; minute < 130; minute += 5) {
            at(Duration.ofMinutes(minute));
            ledger.storageConfirmed(clock.now);
            ledger.mirrorConfirmed("offsite", 100, Duration.ofSeconds(1));
            clock.now = clock.now.plusNanos(824_489_964);
            ledger.mirrorFailed("offsite", "data/ab/abcd: access denied");
        }
        assertThat(codes()).as("one problem for one cause").containsExactly("sink-not-confirmed");
        assertThat(problem("sink-not-confirmed").message()).isEqualTo("Sink offsite has failed since 2026-03-02T03:00:00Z.");
        assertThat(problem("sink-not-confirmed").text()).contains("access denied");
    }

    @Test
    void lineThatBreaksOnceAnHourIsNoFailingSink() {
        resumeAllAt(START);
        for (int minute = 0; minute < 600; minute += 5) {
            at(Duration.ofMinutes(minute));
            ledger.storageConfirmed(clock.now);
            ledger.mirrorConfirmed("offsite", 100, Duration.ofSeconds(1));
            if (minute % 60 == 0) {
                ledger.mirrorFailed("offsite", "connection reset");
            }
            assertThat(codes()).doesNotContain("sink-not-confirmed");
        }
    }

    @Test
    void sinkThatNobodyHeardOfIsAProblemThoughNothingWaits() {
        resumeAllAt(START);
        settings.put("sink.offsite.verify", "12h");
        settings.put("sink.offsite.most-delay", "30m");
        at(Duration.ofHours(12).plusMinutes(31));
        assertThat(codes()).contains("sink-not-confirmed");
    }

    @Test
    void whatTheDaemonHeardOfIsAWarningWithItsReasonAside() {
        resumeAllAt(START);
        ledger.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of("cannot connect"));
        ledger.mirrorFailed("offsite", "no route to host");
        assertThat(problems()).extracting(problem -> problem.kind().code()).containsExactly("run-failed", "sink-failed");
        assertThat(problems()).noneMatch(Problem::isCritical).extracting(Problem::detail).containsExactly("cannot connect", "no route to host");
    }

    @Test
    void runThatFailsAgainAndAgainSaysSinceWhenAndWhatToDo() {
        resumeAllAt(START);
        Instant began = clock.now;
        ledger.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, new Reason("the line is down", "Mend it."));
        at(Duration.ofHours(1));
        ledger.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of(new IllegalStateException(new DatabaseException("the account is locked", "Unlock it."))));
        ledger.abandoned(RecoveryPointResult.Kind.CHECKPOINT, Reason.of("not mounted"));
        ledger.committed(result(RecoveryPointResult.Kind.CHECKPOINT, false));
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.text()).contains("the account is locked. Unlock it. It is tried again");
            assertThat(problem.since()).isEqualTo(began);
        });
        at(Duration.ofDays(400));
        assertThat(problems()).filteredOn(problem -> problem.kind() == Problem.Kind.RECOVERY_POINT_OLD).singleElement()
                .satisfies(problem -> assertThat(problem.text()).contains("the account is locked. Unlock it."));
    }

    @Test
    void alertThatCannotBeDeliveredIsAProblemUntilOneIs() {
        resumeAllAt(START);
        ledger.alertFailed("webhook", "timed out");
        Instant began = clock.now;
        clock.now = began.plusSeconds(60);
        ledger.alertFailed("webhook", "connection refused");
        assertThat(problems()).singleElement().satisfies(problem -> {
            assertThat(problem.kind().code() + " " + problem.subject() + " " + problem.detail()).isEqualTo("alert-failed webhook connection refused");
            assertThat(problem.since()).isEqualTo(began);
        });
        ledger.alertDelivered("webhook");
        assertThat(codes()).isEmpty();
    }

    @Test
    void shortageOfSpaceAndDamageAreProblemsUntilTheyAreGone() {
        resumeAllAt(START);
        ledger.spaceBelowFloor(true, 1, 2);
        ledger.found(Finding.damage("pack 1234", "its hash is another", "Copy it."));
        assertThat(codes()).containsExactly("damage-found", "space-low");
        ledger.spaceBelowFloor(false, 3, 2);
        ledger.checked(new CheckResult(1, 1, 1, 1, 1, List.of(), false), clock.now);
        assertThat(codes()).isEmpty();
    }

    /** Others fill the disk and free it; nobody stores anything meanwhile. */
    @Test
    void freeSpaceIsAskedForWheneverSomebodyWantsToKnow() {
        resumeAllAt(START);
        AtomicLong free = new AtomicLong(2);
        AtomicBoolean below = new AtomicBoolean();
        ledger.askSpace(() -> {
            if (below.getAndSet(free.get() < 2) != free.get() < 2) {
                ledger.spaceBelowFloor(below.get(), free.get(), 2);
            }
        });
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", ledger, Path.of("."), () -> 0, List::of, registry);
        Gauge gauge = registry.get("cerb.backup.repository.below.minimum.free").gauge();
        assertThat(gauge.value()).isZero();
        free.set(1);
        assertThat(gauge.value()).isEqualTo(1);
        at(Duration.ofMinutes(5));
        assertThat(problem("space-low").since()).isEqualTo(START);
        free.set(2);
        assertThat(codes()).isEmpty();
        assertThat(gauge.value()).isZero();
        ledger.askSpace(() -> {
            throw new UncheckedIOException(new IOException("input/output error"));
        });
        assertThat(codes()).as("what cannot be asked is as it was").isEmpty();
    }

    @Test
    void anIncompletePointIsMoreThanNothing() {
        assertThat(problem("recovery-point-missing").remedy()).startsWith("Run cerb-backup backup");
        ledger.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, true));
        assertThat(problem("recovery-point-missing").remedy()).startsWith("Mend what the last one lacks").contains("restore that one by its id");
        assertThat(problem("snapshot-incomplete").remedy()).contains("cerb-backup restore abababab ");
    }

    @Test
    void checkpointEndsNeitherAFailedRecoveryPointNorAnIncompleteOne() {
        resumeAllAt(START);
        ledger.runBegan(Set.of(Part.DATABASE, Part.STORAGE), START);
        ledger.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, true));
        ledger.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of("cannot connect"));
        ledger.committed(result(RecoveryPointResult.Kind.CHECKPOINT, false));
        assertThat(codes()).containsExactly("run-failed", "snapshot-incomplete");
        assertThat(problem("snapshot-incomplete").detail()).isEqualTo("abababab lacks: a: cannot be read; b: cannot be read; c: cannot be read; and 1 more.");
        ledger.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, false));
        assertThat(codes()).isEmpty();
    }

    private static RecoveryPointResult result(RecoveryPointResult.Kind kind, boolean incomplete) {
        List<Finding> lacks = Stream.of("a", "b", "c", "d").map(path -> Finding.incomplete(path, "cannot be read", "")).toList();
        return new RecoveryPointResult(Id.parse("ab".repeat(32)), kind, START, incomplete, incomplete ? lacks : List.of(), 1, 1, 1, Duration.ofSeconds(1), null);
    }

    @Test
    void damageAtASinkIsAProblemOfTheSinkUntilItHasCaughtUp() {
        resumeAllAt(START);
        ledger.sinkFound("offsite", Finding.damage("offsite", "3 files are gone from there", ""));
        ledger.drillFound(Finding.damage("pack 1234", "its hash is another", ""));
        assertThat(codes()).containsExactly("sink-failed");
        ledger.mirrorCaughtUp("offsite", clock.now);
        assertThat(codes()).isEmpty();
    }

    @Test
    void pointOfATimeToComeIsAsOldAsTheProcessKnowsOfIt() {
        Instant wrong = START.plus(Duration.ofDays(3000));
        resumeAllAt(START);
        ledger.resume(wrong, null, new Marks(START, START, START, START, false, Map.of("offsite", new Marks.Sink(START, START))));
        assertThat(codes()).containsExactly("clock-wrong");
        at(Duration.ofHours(23 + 6).plusMinutes(1));
        assertThat(codes()).contains("recovery-point-old", "reconcile-old", "clock-wrong");
        ledger.committed(new RecoveryPointResult(Id.parse("ab".repeat(32)), RecoveryPointResult.Kind.RECOVERY_POINT, wrong.plusMillis(1), false, List.of(), 1, 1, 1, Duration.ofSeconds(1), null));
        assertThat(codes()).doesNotContain("recovery-point-old");
    }

    @Test
    void retentionIsLateByItsScheduleButNotWhileAnythingElseGoesOn() {
        settings.put("retention.schedule", "23 * * * * UTC");
        resumeAllAt(START);
        at(Duration.ofMinutes(37));
        assertThat(codes()).isEmpty();
        at(Duration.ofMinutes(39));
        assertThat(problem("retention-old")).satisfies(late -> {
            assertThat(late.message()).isEqualTo("The last retention is of 2026-03-02T03:00:00Z, and another was due by 2026-03-02T03:38:00Z.");
            assertThat(late.isCritical()).as("nothing is lost by what stays").isFalse();
        });
        ledger.stageBegan(Stage.DATABASE);
        assertThat(codes()).as("a dump holds it up").isEmpty();
        ledger.stageEnded(Stage.DATABASE, Duration.ofMinutes(1));
        assertThat(codes()).containsExactly("retention-old");
        ledger.retained(clock.now);
        assertThat(codes()).isEmpty();
    }

    @Test
    void drillIsLateUntilOneHasPassed() {
        settings.put("drill.schedule", "0 4 * * 0 UTC");
        resumeAllAt(START);
        at(Duration.ofDays(6));
        assertThat(codes()).doesNotContain("drill-old");
        at(Duration.ofDays(7));
        ledger.drilled(drill(DrillResult.Outcome.REFUSED, "offsite"));
        assertThat(codes()).contains("drill-old").doesNotContain("drill-failed");
        ledger.drilled(drill(DrillResult.Outcome.FAILED, "offsite"));
        assertThat(codes()).contains("drill-old", "drill-failed");
        ledger.drilled(drill(DrillResult.Outcome.PASSED, "offsite"));
        assertThat(codes()).doesNotContain("drill-old", "drill-failed");
    }

    @Test
    void failedDrillIsAProblemUntilOneFromTheSameSinkPasses() {
        resumeAllAt(START);
        ledger.drilled(drill(DrillResult.Outcome.FAILED, "offsite"));
        ledger.drilled(drill(DrillResult.Outcome.REFUSED, "offsite"));
        ledger.drilled(drill(DrillResult.Outcome.PASSED, "vault"));
        assertThat(problems()).singleElement().satisfies(failed -> {
            assertThat(failed.kind().code() + " " + failed.subject()).isEqualTo("drill-failed offsite");
            assertThat(failed.remedy()).contains("cerb-backup drill --from offsite.");
        });
        ledger.drilled(drill(DrillResult.Outcome.PASSED, "offsite"));
        assertThat(codes()).isEmpty();
    }

    private DrillResult drill(DrillResult.Outcome outcome, String sink) {
        return new DrillResult(outcome, clock.now, Duration.ofMinutes(5), sink, null, null, List.of(), 1, 1, 1, 1, 0, List.of());
    }

    @Test
    void damageThatACheckFoundIsKnownAfterARestart() {
        ledger.resume(START, START, new Marks(START, START, START, START, true, Map.of()));
        assertThat(codes()).contains("damage-found");
    }

    @Test
    void withoutADaemonThatIsTheFirstProblem() {
        resumeAllAt(START);
        assertThat(new Problems(ledger, limits(), clock).listWithoutDaemon()).extracting(problem -> problem.kind().code()).containsExactly("daemon-missing");
    }

    private void resumeAllAt(Instant time) {
        clock.now = time;
        ledger.resume(time, time, new Marks(time, time, time, time, false, Map.of("offsite", new Marks.Sink(time, time))));
    }

    private void at(Duration afterStart) {
        clock.now = START.plus(afterStart);
    }

    private List<String> codes() {
        return problems().stream().map(problem -> problem.kind().code()).toList();
    }

    private Problem problem(String code) {
        return problems().stream().filter(problem -> problem.kind().code().equals(code)).findFirst().orElseThrow();
    }

    private List<Problem> problems() {
        return new Problems(ledger, limits(), clock).list();
    }

    private Limits limits() {
        return Limits.of(Settings.of(settings, Map.of()));
    }

    /** A clock that stands until it is set. */
    private static final class Time extends Clock {
        private Instant now = START;

        @Override
        public Instant instant() {
            return now;
        }

        @Override
        public ZoneId getZone() {
            return ZoneOffset.UTC;
        }

        @Override
        public Clock withZone(ZoneId zone) {
            return this;
        }
    }
}
