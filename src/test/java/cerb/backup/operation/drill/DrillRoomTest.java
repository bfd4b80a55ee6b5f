package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Database;
import cerb.backup.Oracles.Flavour;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.DrillResult.StepTime;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;

/** A drill that has not the room is refused before anything is restored; of a server elsewhere it says that it does not know. */
@Timeout(180)
final class DrillRoomTest {
    private static final long PEBIBYTE = 1L << 50;

    @TempDir
    private static Path root;
    private static DrillScene scene;

    @BeforeAll
    static void backUp() throws SQLException, IOException {
        scene = new DrillScene(root, Flavour.MARIADB);
    }

    @AfterAll
    static void close() throws SQLException {
        scene.close();
    }

    /** A drill of a recovery point that says to be much larger than it is. */
    private void refused(DrillOptions options, MemoryBackend backend, String... words) throws IOException {
        List<Stage> begun = new ArrayList<>();
        DrillResult result = scene.drill(options, backend, new Observer() {
            @Override
            public void stageBegan(Stage stage) {
                begun.add(stage);
            }
        }).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.toString()).contains(words).containsPattern("the disk of /\\S+ has [\\d.]+ [KMGT]iB free"));
        assertThat(result.steps()).extracting(StepTime::step).containsExactly(DrillStep.OPEN, DrillStep.REMOVE);
        assertThat(begun).as("nothing was restored").isEmpty();
        try (Stream<Path> left = Files.list(scene.directory)) {
            assertThat(left.filter(Files::isDirectory)).isEmpty();
        }
    }

    @Test
    void demandsItOfTheDirectoryOfTheFiles() throws IOException {
        MemoryBackend backend = scene.withManifest(manifest -> manifest.withObject("storage").put("bytes", PEBIBYTE));
        refused(scene.options(), backend, "the files about 1.0 PiB", "another place in drill.directory");
        refused(scene.options().withTargets(root.resolve("not/there"), null), backend, "the files about 1.0 PiB", "--storage-to");
    }

    @Test
    void demandsItOfTheDiskOfTheDatabase() throws IOException {
        MemoryBackend backend = scene.withTables(table -> table.put("bytes", table.path("name").asText().equals("ticket") ? PEBIBYTE : 0));
        refused(scene.options(), backend, "the database about 2.0 PiB", "another place in", "drill.database.host");
        refused(scene.ownServer(), backend, "the database about 2.0 PiB", "drill.directory");
    }

    @Test
    void saysThatItIsNotKnownOfAServerElsewhere() {
        // this machine, which no one knows by this spelling
        DatabaseAddress elsewhere = DatabaseAddress.of("127.1", scene.server.port(), Database.USER, () -> "");
        DrillReport report = scene.drill(scene.options().withTargets(null, elsewhere), scene.whole.copy(), Observer.NONE);
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.unproven()).anyMatch(sentence -> sentence.startsWith("Whether the database server has room"));
    }
}
