package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.demo.helpdesk.Helpdesk;
import cerb.backup.demo.helpdesk.HelpdeskSize;
import cerb.backup.demo.helpdesk.HelpdeskWork;
import cerb.backup.operation.observer.Stage;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collections;
import java.util.EnumMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.CleanupMode;
import org.junit.jupiter.api.io.TempDir;

/**
 * A helpdesk at work for {@code -Dsoak.minutes}, while its sink goes and comes, verbs are asked for and, in the last quarter of the time, the daemon is killed. One daemon
 * lives through the other three quarters and may not grow, which shows after some minutes only: {@code 0} deals each event once, to try the test itself. In the end every
 * recovery point that was asked for while the helpdesk stood still comes back from the sink as it was, and the newest from here, too. {@code -Dsoak.seed} repeats a run's
 * order of events.
 */
@EnabledIfSystemProperty(named = "soak.minutes", matches = "\\d+", disabledReason = "asked for by -Dsoak.minutes")
final class SoakIT {
    private static final Duration LENGTH = Duration.ofMinutes(Integer.getInteger("soak.minutes", 0));
    private static final long SEED = Long.getLong("soak.seed", System.nanoTime());
    private static final String HEAP = "-Xmx256m";
    private static final List<Stage> STAGES = List.of(Stage.STORAGE_BEFORE, Stage.DATABASE, Stage.STORAGE_AFTER);
    private static final List<Event> CALM = List.of(Event.SINK, Event.BACKUP, Event.FORGET, Event.PRUNE, Event.CHECK, Event.SYNC, Event.SINK);
    private static final List<Event> ROUGH = List.of(Event.SINK, Event.KILL, Event.BACKUP, Event.KILL_IN_BACKUP, Event.PRUNE, Event.SINK);

    @TempDir(cleanup = CleanupMode.ON_SUCCESS)
    private Path root;

    private final Random random = new Random(SEED);
    private final EmbeddedS3 s3 = EmbeddedS3.start();
    private final Oracles.Database server = Oracles.database(Flavour.MARIADB);
    private final Instant began = Instant.now();
    private final Map<Event, Integer> happened = new EnumMap<>(Event.class);
    private final Map<String, FullComparison.Contents> acknowledged = new LinkedHashMap<>();
    private Installed program;
    private FullComparison comparison;
    private Daemon daemon;
    private HelpdeskWork work;
    private boolean sinkIsThere = true;
    private long runs;

    private enum Event { SINK, BACKUP, FORGET, PRUNE, CHECK, SYNC, KILL, KILL_IN_BACKUP }

    @BeforeEach
    void setUp() throws Exception {
        s3.createBucket("offsite");
        program = new Installed(root).database(Oracles.mariadb(), server.newSchema("soak")).sink(s3, "offsite").variable("JAVA_OPTS", HEAP)
                .set("snapshot.interval", "3s").set("dump.schedule", "*/15 * * * * *").set("retention.schedule", "5/20 * * * * *").set("retention.keep-within", "1min")
                .set("retention.keep-hourly", "3").set("prune.schedule", "").set("sink.default.backoff", "100ms..2s");
        Helpdesk helpdesk = new Helpdesk(server::connect, program.setting("database.name"), program.storage());
        helpdesk.fill(HelpdeskSize.TEST, SEED, (what, done, total) -> { });
        comparison = new FullComparison(program, helpdesk, server);
        daemon = program.start();
        goOnWorking();
    }

    @AfterEach
    void end() throws Exception {
        daemon.close();
        work.close();
        s3.close();
        server.dropSchema(comparison.helpdesk().schema());
        server.dropSchema(comparison.schema());
    }

    @Test
    void losesNothingAndDoesNotGrow() throws Exception {
        say("seed " + SEED + ", " + LENGTH.toMinutes() + " minutes");
        daemon.awaitMirrored();
        calm();
        play(ROUGH, LENGTH, () -> { });
        endInOrder();
        for (String repository : List.of(program.repository().toString(), s3.directory("offsite").toString())) {
            Restic restic = Oracles.restic(ResticVersion.INSTALLED);
            assertThat(restic.run(repository, Installed.PASSWORD, "list", "locks")).as("locks left in " + repository).isBlank();
            assertThat(restic.run(repository, Installed.PASSWORD, "check", "--read-data")).contains("no errors were found");
        }
        for (var point : acknowledged.entrySet()) {
            comparison.assertRestores(point.getKey(), point.getValue(), "from-s3-" + point.getKey(), "--from", "offsite");
        }
        comparison.assertRestores("from-here");
        say(acknowledged.size() + " recovery points came back of " + runs + " begun; " + happened);
    }

    private void calm() throws Exception {
        try (Vitals vitals = Vitals.of(daemon.pid())) {
            play(CALM, LENGTH.multipliedBy(3).dividedBy(4), vitals::sample);
            say(vitals.table());
            vitals.assertBounded();
        }
    }

    /** All events once in a random order, and again, until so much of the whole time is over. */
    private void play(List<Event> events, Duration until, Runnable afterEach) throws Exception {
        do {
            List<Event> dealt = new ArrayList<>(events);
            Collections.shuffle(dealt, random);
            for (Event event : dealt) {
                Thread.sleep(random.nextInt(LENGTH.isZero() ? 500 : 4_000));
                say(event + (sinkIsThere ? "" : " during an outage"));
                happen(event);
                happened.merge(event, 1, Integer::sum);
                afterEach.run();
            }
        } while (Instant.now().isBefore(began.plus(until)));
    }

    private void happen(Event event) throws Exception {
        switch (event) {
            case SINK -> takeOrBringSink();
            case BACKUP -> backUpStandingStill();
            case FORGET, PRUNE, CHECK -> run(ExitCode.OK, event.name().toLowerCase(Locale.ROOT));
            case SYNC -> sync();
            case KILL -> killAndRestart();
            case KILL_IN_BACKUP -> {
                daemon.backupUpTo(STAGES.get(random.nextInt(STAGES.size())));
                killAndRestart();
            }
        }
    }

    private void takeOrBringSink() throws InterruptedException {
        sinkIsThere = !sinkIsThere;
        if (sinkIsThere) {
            s3.endOutage();
            daemon.awaitMirrored();
        } else {
            s3.beginOutage();
        }
    }

    private void goOnWorking() {
        work = HelpdeskWork.begin(comparison.helpdesk(), random.nextLong(), Duration.ofMillis(50));
    }

    /** Pinned, since retention may take any other; what it must hold is read beside it. */
    private void backUpStandingStill() throws Exception {
        work.end();
        String id = new ObjectMapper().readTree(run(ExitCode.OK, "backup", "--tag", "pinned", "--json")).path("id").asText();
        acknowledged.put(id, comparison.contents());
        goOnWorking();
    }

    /** What is new cannot be at a sink that is away. */
    private void sync() throws Exception {
        if (!sinkIsThere) {
            backUpStandingStill();
        }
        run(sinkIsThere ? ExitCode.OK : ExitCode.FAILED, "sync", "--timeout", sinkIsThere ? "60s" : "1s");
    }

    private void killAndRestart() throws Exception {
        daemon.kill();
        closeLog();
        daemon = program.start();
    }

    /** Whatever happened was foreseen. */
    private void closeLog() {
        assertThat(daemon.log()).doesNotContain("OutOfMemoryError", "\tat ");
        runs += daemon.log().lines().filter(line -> line.contains("recovery point begun")).count();
    }

    private String run(ExitCode expected, String... verb) throws Exception {
        Installed.Ended ended = program.run(verb);
        assertThat(ended.code()).as("%s, seed %d: %s%s\n%s", String.join(" ", verb), SEED, ended.output(), ended.errors(), daemon.log()).isEqualTo(expected.number());
        return ended.output();
    }

    private void endInOrder() throws Exception {
        say(work.end().toString());
        run(ExitCode.OK, "backup");
        run(ExitCode.OK, "sync", "--timeout", "2m");
        daemon.signal("TERM");
        assertThat(daemon.awaitEnd(Duration.ofSeconds(60))).as(daemon::log).isZero();
        closeLog();
    }

    private void say(String line) {
        System.out.println(Duration.between(began, Instant.now()).toSeconds() + " s: " + line);
    }
}
