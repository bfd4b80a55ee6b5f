package cerb.backup.cli.log;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import cerb.backup.format.Id;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import ch.qos.logback.classic.Level;
import ch.qos.logback.classic.Logger;
import ch.qos.logback.classic.spi.ILoggingEvent;
import ch.qos.logback.core.read.ListAppender;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.slf4j.LoggerFactory;

/** What the daemon's log says of what it does: changes, once each. */
class LoggedEventsTest {
    private static final Instant NOW = Instant.parse("2026-03-02T12:00:00Z");

    private final Logger logger = (Logger) LoggerFactory.getLogger("cerb.backup.events");
    private final ListAppender<ILoggingEvent> log = new ListAppender<>();
    private final LoggedEvents events = new LoggedEvents();

    @BeforeEach
    void listen() {
        log.start();
        logger.addAppender(log);
        logger.setLevel(Level.INFO);
    }

    @AfterEach
    void leave() {
        logger.detachAppender(log);
    }

    @Test
    void tellsOfRecoveryPointsAndTheirFindings() {
        events.runBegan(Set.of(Part.DATABASE, Part.STORAGE), NOW);
        events.found(Finding.incomplete("a/b", "cannot be read", "Look at its mode."));
        events.committed(new RecoveryPointResult(Id.parse("ab".repeat(32)), RecoveryPointResult.Kind.RECOVERY_POINT, NOW, true, List.of(), 3, 2048, 1024, Duration.ofSeconds(42), null));
        assertThat(said()).containsExactly("INFO recovery point begun", "WARN a/b: cannot be read. Look at its mode.",
                "WARN recovery point abababab written in 42 s: 3 files, 2.0 KiB, 1.0 KiB of it new; it is incomplete");
    }

    @Test
    void tellsOfSinksAndSpaceWhenSomethingChanges() {
        for (int i = 0; i < 3; i++) {
            events.mirrorCaughtUp("offsite", NOW);
            events.spaceBelowFloor(false, 4096, 1024);
        }
        events.mirrorFailed("offsite", "reset");
        events.mirrorCaughtUp("offsite", NOW);
        events.spaceBelowFloor(true, 512, 1024);
        events.spaceBelowFloor(true, 256, 1024);
        events.spaceBelowFloor(false, 4096, 1024);
        assertThat(said()).containsExactly("INFO sink offsite holds everything", "INFO sink offsite holds everything",
                "ERROR nothing new is stored: 512 B are free, and repository.minimum-free is 1.0 KiB", "INFO there is space again: 4.0 KiB are free");
    }

    @Test
    void startSaysWhatRunsWhereToAndWhen() {
        Settings settings = Settings.of(Map.of("instance.name", "desk", "repository.directory", "/backups", "sinks", "offsite", "alert.mail-to", "a@b.example", "prune.schedule", ""),
                Map.of("ALERT_HEARTBEAT", "https://example.org/secret"));
        List<String> lines = StartLines.of("cerb-backup 1.2", settings, List.of("alert-mail", "check"), NOW, Duration.ofMillis(870));
        assertThat(lines).hasSize(6).contains("cerb-backup 1.2 runs for desk, repository /backups, first route after 0.9 s", "routes: alert-mail, check", "sinks: offsite", "alerts: mail, heartbeat",
                "health and metrics: http://127.0.0.1:9876/observe/health and /observe/metrics");
        assertThat(lines.get(4)).matches("next: check never by itself, drill never by itself, dump 2026-.*, forget 2026-.*, prune never by itself.*");
    }

    private List<String> said() {
        return log.list.stream().map(event -> event.getLevel() + " " + event.getFormattedMessage()).toList();
    }
}
