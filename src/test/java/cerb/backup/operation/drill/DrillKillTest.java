package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ChildJvm;
import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.target.Marker;
import cerb.backup.mysql.load.trial.Trial;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.Observer;
import java.io.BufferedReader;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A drill whose process is killed with -9 while it loads: the next one ends its server, drops its schema and deletes its files, and nothing else. */
@Timeout(180)
final class DrillKillTest {
    @TempDir
    private Path root;
    private DrillScene scene;
    private String neighbour;
    private String trial = "";

    @AfterEach
    void close() throws SQLException {
        scene.server.dropSchema(neighbour);
        scene.close();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void isTidiedUpAfterByTheNextOne(boolean own) throws Exception {
        scene = new DrillScene(root, Flavour.MARIADB_DEBIAN);
        neighbour = scene.schema + "_drill_notes";
        execute("CREATE DATABASE " + neighbour);
        Path notes = Files.createDirectories(scene.directory.resolve("drill-notes"));
        killWhileItLoads(own);
        assertThat(left()).as("the killed one's directory, and its schema").hasSize(own ? 3 : 4);
        assertThat(servers()).isEqualTo(own ? 1 : 0);
        if (!own) {
            String killed = left().stream().filter(name -> name.matches(".*_drill_\\d.*")).findFirst().orElseThrow();
            assertThat(tables(killed)).contains("cerb_backup_load", "ticket");
            leaveTrial(killed);
        }
        DrillResult next = scene.drill(own ? scene.ownServer() : scene.options(), scene.whole.copy(), Observer.NONE).result();
        assertThat(next.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(next.findings()).singleElement().satisfies(finding -> assertThat(finding.message()).contains("was cut off; what it had left is removed now"));
        assertThat(left()).containsExactlyInAnyOrder(notes.getFileName().toString(), neighbour);
        assertThat(servers()).isZero();
        assertThat(rows("SHOW DATABASES LIKE 'cerb_backup_trial_%'")).doesNotContain(trial);
    }

    /** As one does that is killed a moment earlier. */
    private void leaveTrial(String killed) {
        trial = Trial.name(killed);
        try (Session session = new Connections(DatabaseAddress.of(scene.server.host(), scene.server.port(), Oracles.Database.USER, () -> "")).open()) {
            session.execute("CREATE DATABASE " + trial);
            Marker.make(session, trial, "definitions alone, to try them for " + killed);
        }
    }

    private void killWhileItLoads(boolean own) throws IOException, InterruptedException {
        Path repository = root.resolve("stored");
        scene.copyTo(repository);
        ProcessBuilder jvm = ChildJvm.of(DrillVictim.class, repository.toString(), scene.directory.toString(), Integer.toString(scene.server.port()), scene.schema);
        if (own) {
            jvm.command().add("own");
        }
        Process victim = jvm.start();
        try (BufferedReader said = victim.inputReader(StandardCharsets.UTF_8)) {
            List<String> lines = new ArrayList<>();
            for (String line = said.readLine(); line != null && !line.equals(DrillVictim.LOADING); line = said.readLine()) {
                lines.add(line);
            }
            assertThat(victim.isAlive()).as("it loads: " + lines).isTrue();
        } finally {
            victim.destroyForcibly().waitFor();
        }
    }

    private void execute(String sql) throws SQLException {
        try (Connection connection = scene.server.connect(""); Statement statement = connection.createStatement()) {
            statement.execute(sql);
        }
    }

    private List<String> rows(String sql) throws SQLException {
        List<String> rows = new ArrayList<>();
        try (Connection connection = scene.server.connect(""); Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        }
        return rows;
    }

    private List<String> tables(String schema) throws SQLException {
        return rows("SHOW TABLES FROM `" + schema + "`");
    }

    /** Directories of drills, and schemas that are named so. */
    private List<String> left() throws IOException, SQLException {
        List<String> left = rows("SHOW DATABASES LIKE '" + scene.schema.replace("_", "\\_") + "\\_drill%'");
        try (Stream<Path> entries = Files.list(scene.directory)) {
            entries.filter(Files::isDirectory).forEach(entry -> left.add(entry.getFileName().toString()));
        }
        return left;
    }

    /** Of drills that have started one. */
    private long servers() {
        return ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains("--datadir=" + scene.directory)).count();
    }
}
