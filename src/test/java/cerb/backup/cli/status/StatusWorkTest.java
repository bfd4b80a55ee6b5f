package cerb.backup.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.source.LocalRepository;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.drill.DrillJson;
import cerb.backup.operation.drill.DrillReport;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.repository.Repository;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.time.temporal.ChronoUnit;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What is said of a repository where no daemon runs. */
class StatusWorkTest {
    @TempDir
    private Path home;

    @Test
    void neitherCostsNorNeedsTheIndexWhereTheLastDumpIsNoted() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.attach(1, 2);
            helpdesk.recoveryPoint(engine, 1);
        }
        JsonNode noted = status(helpdesk).path("database");
        assertThat(noted.path("tables").path("snapshot").asInt()).isEqualTo(1);
        Files.move(helpdesk.repository.resolve("cerb-backup.dump"), home.resolve("note"));
        assertThat(status(helpdesk).path("database")).as("the repository says the same").isEqualTo(noted);
        Files.move(home.resolve("note"), helpdesk.repository.resolve("cerb-backup.dump"));
        try (DirectoryStream<Path> index = Files.newDirectoryStream(helpdesk.repository.resolve("index"))) {
            for (Path file : index) {
                Files.delete(file);
            }
        }
        assertThat(status(helpdesk).path("database")).isEqualTo(noted);
    }

    @Test
    void saysWhatIsKnownOfSinksAndOfTheLastDrill() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        Instant held = Instant.now().truncatedTo(ChronoUnit.SECONDS);
        MarksFile marks = new MarksFile(helpdesk.repository);
        marks.daemonBegan(held, List.of("cellar", "disk"));
        marks.mirrorCaughtUp("disk", held);
        DrillResult drill = new DrillResult(DrillResult.Outcome.FAILED, held, Duration.ofMinutes(5), "disk", null, null, List.of(), 1, 1, 1, 1, 1, List.of());
        Files.writeString(helpdesk.repository.resolve("cerb-backup.drill"), DrillJson.of(new DrillReport(drill, "cerb", "cerb-backup", null, null, null, null, List.of(), List.of())).toString());
        JsonNode status = status(helpdesk, "sinks", "cellar, disk");
        assertThat(status.path("problems").findValuesAsText("code")).startsWith("daemon-missing").contains("drill-failed");
        assertThat(new StatusScreen(ZoneOffset.UTC).lines(status)).filteredOn(line -> line.startsWith("sink "))
                .satisfiesExactly(line -> assertThat(line).matches("sink cellar     has not held everything yet, may lack \\d+ files?, [0-9.]+ KiB"),
                        line -> assertThat(line).startsWith("sink disk       held everything at " + HumanTime.of(held, ZoneOffset.UTC) + ", may lack "));
    }

    @Test
    void saysThatSpaceIsShortWhereNoDaemonRuns() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        assertThat(status(helpdesk, "repository.minimum-free", "100%").path("problems").findValuesAsText("code")).contains("space-low");
        assertThat(status(helpdesk, "repository.minimum-free", "0").path("problems").findValuesAsText("code")).doesNotContain("space-low");
    }

    @Test
    void saysOfASinkWhatItMayLackAndThatItFailedWhenItWasLastTried() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        MarksFile marks = new MarksFile(helpdesk.repository);
        marks.daemonBegan(Instant.now(), List.of("disk"));
        marks.mirrorCaughtUp("disk", Instant.now().plusSeconds(120));
        JsonNode well = status(helpdesk, "sinks", "disk").path("sinks").path(0);
        assertThat(well.path("written_since_files").asInt(-1)).isZero();
        assertThat(well.path("failed").isNull()).isTrue();

        Path young = helpdesk.repository.resolve("keys").toFile().listFiles()[0].toPath();
        Files.setLastModifiedTime(young, FileTime.from(Instant.now().plusSeconds(90)));
        marks.mirrorFailed("disk", "no route to host");
        JsonNode status = status(helpdesk, "sinks", "disk");
        JsonNode sink = status.path("sinks").path(0);
        assertThat(sink.path("written_since_files").asInt()).isEqualTo(1);
        assertThat(sink.path("written_since_bytes").asLong()).isEqualTo(Files.size(young));
        assertThat(sink.path("last_failure").asText()).isEqualTo("no route to host");
        assertThat(status.path("problems").findValuesAsText("code")).contains("sink-failed");
        assertThat(new StatusScreen(ZoneOffset.UTC).lines(status)).anyMatch(line -> line.matches("sink disk .*, may lack 1 file, [0-9]+ B, failed when last tried at \\d{4}-.*"));
    }

    @Test
    void daemonThatStartsIsNoMissingOneUnlessItHangs() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Settings settings = settings(helpdesk);
            Instant now = Instant.now();
            JsonNode starting = StatusWork.whileStarting(settings, engine.repository(), now).run(Json.object(), Observer.NONE).result();
            assertThat(starting.path("daemon").asBoolean()).isTrue();
            assertThat(starting.path("starting").asText()).isEqualTo(Json.time(now));
            assertThat(starting.path("problems").findValuesAsText("code")).doesNotContain("daemon-missing");
            JsonNode hanging = StatusWork.whileStarting(settings, engine.repository(), now.minus(Duration.ofMinutes(3))).run(Json.object(), Observer.NONE).result();
            assertThat(hanging.path("problems").path(0).path("code").asText()).isEqualTo("daemon-missing");
            assertThat(hanging.path("problems").path(0).path("message").asText()).contains("has been starting since");
        }
        assertThat(status(helpdesk).path("starting").isNull()).isTrue();
    }

    private JsonNode status(HelpdeskFixture helpdesk, String... more) throws IOException {
        Settings settings = settings(helpdesk, more);
        try (Repository repository = LocalRepository.open(settings)) {
            return StatusWork.withoutDaemon(settings, repository, Clock.systemUTC()).run(Json.object(), Observer.NONE).result();
        }
    }

    private Settings settings(HelpdeskFixture helpdesk, String... more) throws IOException {
        Path password = Files.writeString(home.resolve("password"), HelpdeskFixture.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Map<String, String> values = new TreeMap<>(Map.of("instance.name", "cerb", "repository.directory", helpdesk.repository.toString(), "repository.password-file", password.toString(),
                "storage.directory", helpdesk.storage.toString(), "dump.schedule", "0 2 * * *"));
        for (int i = 0; i < more.length; i += 2) {
            values.put(more[i], more[i + 1]);
        }
        return Settings.of(values, Map.of());
    }
}
