package cerb.backup.observe;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.ClockOf;
import cerb.backup.format.Id;
import cerb.backup.observe.jmx.Operations;
import cerb.backup.operation.marks.Marks;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Reason;
import io.micrometer.core.instrument.Gauge;
import io.micrometer.core.instrument.simple.SimpleMeterRegistry;
import java.lang.management.ManagementFactory;
import java.lang.reflect.Proxy;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.Arrays;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.atomic.AtomicReference;
import java.util.regex.Pattern;
import javax.management.InstanceNotFoundException;
import javax.management.MBeanServer;
import javax.management.ObjectName;
import org.junit.jupiter.api.Test;

class LedgerTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");
    private static final Id SNAPSHOT = Id.parse("ab".repeat(32));

    private final Ledger ledger = new Ledger(Clock.fixed(NOW, ZoneOffset.UTC));
    private final MBeanServer server = ManagementFactory.getPlatformMBeanServer();

    @Test
    void agesCountFromTheNewestCompletePoint() throws Exception {
        ledger.committed(result(Kind.RECOVERY_POINT, NOW.minusSeconds(90), false));
        ledger.committed(result(Kind.RECOVERY_POINT, NOW.minusSeconds(10), true));
        ledger.storageConfirmed(NOW.minusSeconds(5));
        MBeans beans = register("ages");
        try (beans) {
            assertThat(attribute("RecoveryPoints", "ages", "RecoveryPointAge")).isEqualTo(90L);
            assertThat(attribute("RecoveryPoints", "ages", "StorageConfirmedAge")).isEqualTo(5L);
            assertThat(attribute("RecoveryPoints", "ages", "DatabaseAge")).isEqualTo(-1L);
            assertThat(attribute("RecoveryPoints", "ages", "RecoveryPoints")).isEqualTo(2L);
            assertThat(attribute("RecoveryPoints", "ages", "Incomplete")).isEqualTo(1L);
        }
    }

    @Test
    void firstRecoverableIsTheOldestCompleteRecoveryPoint() {
        ledger.committed(result(Kind.CHECKPOINT, NOW.minusSeconds(90), false));
        ledger.committed(result(Kind.RECOVERY_POINT, NOW.minusSeconds(80), true));
        assertThat(ledger.oldest()).isNull();
        ledger.committed(result(Kind.RECOVERY_POINT, NOW.minusSeconds(70), false));
        ledger.committed(result(Kind.RECOVERY_POINT, NOW.minusSeconds(60), false));
        assertThat(ledger.oldest()).isEqualTo(NOW.minusSeconds(70));
        assertThat(ledger.snapshots()).isEqualTo(4);
        ledger.forgot(1, NOW.minusSeconds(60));
        assertThat(ledger.oldest()).isEqualTo(NOW.minusSeconds(60));
    }

    @Test
    void gapIsARunThatLeftNoCompleteSnapshot() {
        ledger.committed(result(Kind.RECOVERY_POINT, NOW, false));
        assertThat(ledger.gaps()).isZero();
        ledger.committed(result(Kind.RECOVERY_POINT, NOW, true));
        ledger.abandoned(Kind.RECOVERY_POINT, Reason.of("no route to host"));
        assertThat(ledger.gaps()).isEqualTo(2);
    }

    @Test
    void restartTakesOverWhatWasAchieved() {
        ledger.committed(result(Kind.RECOVERY_POINT, NOW, false));
        ledger.resume(NOW.minusSeconds(100), NOW.minusSeconds(50), Marks.NONE);
        assertThat(ledger.recoveryPoint()).isEqualTo(NOW);
        assertThat(ledger.checkpoint()).isEqualTo(NOW.minusSeconds(50));
        assertThat(ledger.storage()).isEqualTo(NOW.minusSeconds(50));
        assertThat(ledger.database()).isEqualTo(NOW.minusSeconds(100));
    }

    @Test
    void everyAttributeAndOperationIsDescribed() throws Exception {
        ledger.mirrorBacklog("offsite", new Backlog(3, 4096, Optional.of(NOW.minusSeconds(90)), true));
        MBeans beans = register("described");
        try (beans) {
            for (ObjectName name : server.queryNames(new ObjectName("cerb.backup:name=described,*"), null)) {
                var info = server.getMBeanInfo(name);
                assertThat(info.getDescription()).contains(" ");
                assertThat(Arrays.stream(info.getAttributes())).allSatisfy(attribute -> assertThat(attribute.getDescription()).contains(" "));
                assertThat(Arrays.stream(info.getAttributes()).filter(attribute -> !attribute.getType().matches("java.lang.String|\\[Ljava.lang.String;|boolean")))
                        .allSatisfy(attribute -> assertThat(attribute.getDescriptor().getFieldValue("units")).asString().isNotEmpty());
                assertThat(Arrays.stream(info.getOperations()).flatMap(operation -> Arrays.stream(operation.getSignature())))
                        .allSatisfy(parameter -> assertThat(parameter.getDescription()).contains(" "));
                assertThat(Arrays.stream(info.getOperations())).allSatisfy(operation -> assertThat(operation.getDescription()).contains(" "));
            }
            assertThat(server.getAttribute(new ObjectName("cerb.backup:type=Sink,name=described,sink=offsite"), "BacklogBytes")).isEqualTo(4096L);
            assertThat(server.getAttribute(new ObjectName("cerb.backup:type=Sink,name=described,sink=offsite"), "BacklogAge")).isEqualTo(90L);
        }
        assertThatThrownBy(() -> attribute("RecoveryPoints", "described", "RecoveryPoints")).isInstanceOf(InstanceNotFoundException.class);
    }

    @Test
    void readmeNamesEveryAttributeAndOperation() throws Exception {
        ledger.mirrorBacklog("offsite", new Backlog(0, 0, Optional.empty(), true));
        List<String> readme = Files.readAllLines(Path.of("README.md"));
        MBeans beans = register("readme");
        try (beans) {
            for (ObjectName name : server.queryNames(new ObjectName("cerb.backup:name=readme,*"), null)) {
                var info = server.getMBeanInfo(name);
                String row = readme.stream().filter(line -> line.startsWith("| `" + name.getKeyProperty("type") + "`")).findFirst().orElseThrow();
                String[] cells = row.split("\\|");
                assertThat(words(cells[2])).containsExactlyInAnyOrderElementsOf(Arrays.stream(info.getAttributes()).map(attribute -> attribute.getName()).toList());
                assertThat(words(cells[3])).containsExactlyInAnyOrderElementsOf(Arrays.stream(info.getOperations()).map(operation -> operation.getName()).toList());
            }
        }
    }

    private static List<String> words(String cell) {
        return Pattern.compile("`(\\w+)").matcher(cell).results().map(word -> word.group(1)).toList();
    }

    @Test
    void consoleCanTakeARecoveryPoint() throws Exception {
        MBeans beans = register("now");
        try (beans) {
            assertThat(server.invoke(name("RecoveryPoints", "now"), "backupNow", null, null)).isEqualTo("backupNow");
        }
    }

    @Test
    void sinkThatAppearsLaterIsShownToo() throws Exception {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("late", ledger, Path.of("."), () -> 0, List::of, registry);
        ledger.mirrorFailed("vault", "no route to host");
        ledger.mirrorBacklog("vault", new Backlog(2, 100, Optional.of(NOW.minusSeconds(50)), true));
        assertThat(registry.get("cerb.backup.sink.backlog.bytes").tags("helpdesk", "late", "sink", "vault").gauge().value()).isEqualTo(100);
        assertThat(registry.get("cerb.backup.sink.backlog.oldest.timestamp.seconds").gauge().value()).isEqualTo(NOW.getEpochSecond() - 50);
        assertThat(registry.get("cerb.backup.sink.failures").functionCounter().count()).isEqualTo(1);
        assertThat(ledger.sink("vault").lastFailure()).isEqualTo("no route to host");
        ledger.mirrorCaughtUp("vault", NOW);
        assertThat(ledger.sink("vault").lastFailure()).isNull();
    }

    /** As the descriptions of both numbers say. */
    @Test
    void sinkIsOfEarlierProcessesTooAndDownUntilItGoesWellForAWhile() throws Exception {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        Ledger resumed = new Ledger(new ClockOf(now::get));
        resumed.resume(null, null, new Marks(null, null, null, null, false, Map.of("vault", new Marks.Sink(NOW, NOW.minusSeconds(60)))));
        assertThat(new SinkBean(resumed, "vault").getCaughtUpAge()).isEqualTo(60);
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", resumed, Path.of("."), () -> 0, List::of, registry);
        Gauge up = registry.get("cerb.backup.sink.up").gauge();
        assertThat(up.getId().getDescription()).contains("15 minutes");
        resumed.mirrorFailed("vault", "no route to host");
        now.set(NOW.plusSeconds(15 * 60));
        resumed.mirrorConfirmed("vault", 1, Duration.ofSeconds(1));
        assertThat(up.value()).as("the last attempt did not fail").isZero();
        now.set(NOW.plusSeconds(15 * 60 + 1));
        resumed.mirrorConfirmed("vault", 1, Duration.ofSeconds(1));
        assertThat(up.value()).isEqualTo(1);
    }

    @Test
    void errorsAreCountedByWhatFailed() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", ledger, Path.of("."), () -> 0, List::of, registry);
        ledger.abandoned(Kind.RECOVERY_POINT, Reason.of("no route to host"));
        ledger.abandoned(Kind.CHECKPOINT, Reason.of("disk full"));
        ledger.mirrorFailed("vault", "no route to host");
        ledger.mirrorFailed("vault", "no route to host");
        ledger.alertFailed("mail", "refused");
        ledger.failed(Operation.PRUNE, Reason.of("locked"));
        assertThat(registry.get("cerb.backup.errors").functionCounters()).hasSize(Operation.values().length)
                .filteredOn(counter -> counter.count() > 0).extracting(counter -> counter.getId().getTag("operation") + " " + (int) counter.count())
                .containsExactlyInAnyOrder("recovery-point 1", "checkpoint 1", "mirror 2", "alert 1", "prune 1");
    }

    @Test
    void drillsThatWereRefusedAreNeitherASuccessNorAFailure() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", ledger, Path.of("."), () -> 0, List::of, registry);
        Gauge success = registry.get("cerb.backup.drill.success").gauge();
        ledger.drilled(drill(DrillResult.Outcome.REFUSED, "offsite"));
        assertThat(success.value()).isNaN();
        ledger.drilled(drill(DrillResult.Outcome.PASSED, "offsite"));
        ledger.drilled(drill(DrillResult.Outcome.REFUSED, "offsite"));
        assertThat(success.value()).isEqualTo(1);
        ledger.drilled(drill(DrillResult.Outcome.FAILED, "offsite"));
        ledger.drilled(drill(DrillResult.Outcome.REFUSED, "offsite"));
        ledger.drilled(drill(DrillResult.Outcome.PASSED, "vault"));
        assertThat(success.value()).isZero();
    }

    private static DrillResult drill(DrillResult.Outcome outcome, String sink) {
        return new DrillResult(outcome, NOW, Duration.ofMinutes(5), sink, null, null, List.of(), 1, 1, 1, 1, 0, List.of());
    }

    @Test
    void repositoryIsListedOnceAndAgainOnlyWhereSomethingWasRemovedAWhileAgo() {
        AtomicReference<Instant> now = new AtomicReference<>(NOW);
        AtomicLong listed = new AtomicLong(1000);
        AtomicInteger listings = new AtomicInteger();
        RepositorySize size = new RepositorySize(ledger, () -> listed.get() + 0L * listings.incrementAndGet(), new ClockOf(now::get));
        assertThat(size.bytes()).isEqualTo(1000);
        ledger.fileWritten(50);
        assertThat(size.bytes()).isEqualTo(1050);
        listed.set(700);
        ledger.fileRemoved();
        assertThat(size.bytes()).as("not at every scrape").isEqualTo(1050);
        now.set(NOW.plusSeconds(301));
        assertThat(size.bytes()).isEqualTo(700);
        now.set(NOW.plusSeconds(900));
        assertThat(size.bytes()).isEqualTo(700);
        assertThat(listings).hasValue(2);
    }

    @Test
    void metricsAreDescribedAndCarryTheHelpdeskOnly() {
        SimpleMeterRegistry registry = new SimpleMeterRegistry();
        Metrics.bind("cerb", ledger, Path.of("."), () -> 0, List::of, registry);
        ledger.databaseCaptured(NOW, Map.of("snapshot", 40, "locked", 3), 120, 9_500);
        ledger.stored(1000, 100);
        assertThat(registry.get("cerb.backup.tables").tags("consistency", "locked").gauge().value()).isEqualTo(3);
        assertThat(registry.get("cerb.backup.lock.held.seconds").gauge().value()).isEqualTo(0.12);
        assertThat(registry.get("cerb.backup.table.lock.held.seconds").gauge().value()).isEqualTo(9.5);
        assertThat(registry.get("cerb.backup.database.timestamp.seconds").gauge().value()).isEqualTo(NOW.getEpochSecond());
        assertThat(registry.get("cerb.backup.checkpoint.timestamp.seconds").gauge().value()).isNaN();
        assertThat(registry.getMeters()).allSatisfy(meter -> {
            assertThat(meter.getId().getDescription()).isNotBlank();
            assertThat(meter.getId().getTag("helpdesk")).isEqualTo("cerb");
        });
    }

    private MBeans register(String helpdesk) {
        Operations operations = (Operations) Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Operations.class}, (proxy, method, arguments) -> method.getName());
        return MBeans.register(helpdesk, ledger, List::of, operations);
    }

    private Object attribute(String type, String helpdesk, String attribute) throws Exception {
        return server.getAttribute(name(type, helpdesk), attribute);
    }

    private static ObjectName name(String type, String helpdesk) throws Exception {
        return new ObjectName("cerb.backup:type=" + type + ",name=" + helpdesk);
    }

    private static RecoveryPointResult result(Kind kind, Instant time, boolean incomplete) {
        return new RecoveryPointResult(SNAPSHOT, kind, time, incomplete, List.of(), 1, 1, 1, Duration.ofSeconds(1), null);
    }
}
