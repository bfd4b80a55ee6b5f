package cerb.backup.cli.status;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.Reading;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Observer;
import cerb.backup.repository.Repository;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.util.Map;
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

    private JsonNode status(HelpdeskFixture helpdesk) throws IOException {
        Path password = Files.writeString(home.resolve("password"), HelpdeskFixture.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Settings settings = Settings.of(Map.of("instance.name", "cerb", "repository.directory", helpdesk.repository.toString(), "repository.password-file", password.toString(),
                "storage.directory", helpdesk.storage.toString(), "dump.schedule", "0 2 * * *"), Map.of());
        try (Repository repository = Reading.open(settings)) {
            return new StatusWork(settings, repository, Clock.systemUTC()).run(Json.object(), Observer.NONE).result();
        }
    }
}
