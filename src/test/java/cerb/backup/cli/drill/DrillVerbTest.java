package cerb.backup.cli.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.cli.output.Json;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Comparator;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import picocli.CommandLine;

/** The verb on a repository that has lost the pack of its directories: exit code 14, and evidence that says so and nothing else. */
@Timeout(120)
final class DrillVerbTest {
    @TempDir
    private Path root;

    private int drill(String properties, String... more) throws IOException {
        Path password = Files.writeString(root.resolve("password"), HelpdeskFixture.PASSWORD);
        Files.setPosixFilePermissions(password, PosixFilePermissions.fromString("rw-------"));
        Oracles.Database server = Oracles.database(Oracles.Flavour.MARIADB);
        Path file = Files.writeString(root.resolve("cerb-backup.properties"), "repository.directory=" + root.resolve("repository") + "\nrepository.password-file=" + password
                + "\nstorage.directory=" + root.resolve("storage") + "\nstorage.kind=plain\ndatabase.port=" + server.port() + "\ndatabase.user=root\ndrill.directory=" + root.resolve("drills")
                + "\n" + properties + "\n");
        String[] arguments = new String[more.length + 2];
        arguments[0] = "--config";
        arguments[1] = file.toString();
        System.arraycopy(more, 0, arguments, 2, more.length);
        return new CommandLine(new DrillVerb()).execute(arguments);
    }

    @Test
    void failsWithEvidenceThatNamesNobody() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 5);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
        }
        Files.delete(largest(helpdesk.repository.resolve("data")));
        Path page = root.resolve("evidence.md");
        assertThat(drill("drill.database.live=true", "--evidence", page.toString())).isEqualTo(14);
        JsonNode json = Json.read(Files.readString(root.resolve("evidence.md.json")));
        assertThat(json.path("outcome").asText()).isEqualTo("failed");
        assertThat(json.path("sink").asText()).isEqualTo("local");
        assertThat(json.path("rows").asLong()).as("the rows are in another pack").isEqualTo(2);
        assertThat(json.path("findings").toString()).contains("could not be restored").contains("the manifest counts 6 files").contains("LOCAL");
        assertThat(json.path("findings").toString()).contains("of the first one the list of its entries is damaged").contains("no such file");
        assertThat(Files.readString(page)).contains("# Rehearsed restore of cerb: FAILED").contains("## Compared").contains("1 table with 2 rows").contains("## Not compared").containsPattern("held: [0-9T:-]+Z, in [0-9.]+ s")
                .containsPattern("- database: [0-9.]+ s").contains("- recovery time: ").contains("holds 0. Run cerb-backup check --read-data.")
                .doesNotContain("attachments/").doesNotContain(HelpdeskFixture.PASSWORD).doesNotContain(root.toString()).doesNotContain("`attachment`");
    }

    @Test
    void isRefusedWithEvidenceThatNamesNoPlace() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        Path page = root.resolve("evidence.md");
        assertThat(drill("drill.database.host=127.0.0.1\ndrill.database.port=1", "--from", helpdesk.repository.toString(), "--evidence", page.toString())).isEqualTo(1);
        for (Path file : new Path[] {page, root.resolve("evidence.md.json")}) {
            assertThat(Files.readString(file)).containsIgnoringCase("refused").contains("its server cannot be used: connecting to (...)")
                    .doesNotContain("127.0.0.1").doesNotContain("root@").doesNotContain(root.toString());
        }
    }

    private static Path largest(Path packs) throws IOException {
        try (Stream<Path> files = Files.walk(packs)) {
            return files.filter(Files::isRegularFile).max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
        }
    }

    @Test
    void refusalIsNoFailureOfTheBackup() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        assertThat(drill("drill.database.live=true", "--storage-to", helpdesk.storage.resolve("new").toString())).isEqualTo(1);
    }
}
