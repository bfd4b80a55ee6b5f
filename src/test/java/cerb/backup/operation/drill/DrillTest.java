package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Tls;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.DrillResult.StepTime;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A sound backup passes a drill, on each kind of server, and nothing is left of it; what is live, or holds something, is not touched. */
@Timeout(180)
final class DrillTest {
    @TempDir
    private Path root;
    private DrillScene scene;

    @AfterEach
    void close() throws SQLException {
        if (scene != null) {
            scene.close();
        }
    }

    private void scene(Flavour flavour) throws SQLException, IOException {
        scene = new DrillScene(root, flavour);
    }

    /** What is in the directory of drills but for the lock file; and the schemas of drills on the server. */
    private List<String> left() throws IOException, SQLException {
        List<String> left = new ArrayList<>();
        if (Files.exists(scene.directory)) {
            try (Stream<Path> entries = Files.list(scene.directory)) {
                entries.map(entry -> entry.getFileName().toString()).filter(name -> !name.endsWith(".lock")).forEach(left::add);
            }
        }
        try (Connection connection = scene.server.connect(""); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SHOW DATABASES LIKE '" + scene.schema.replace("_", "\\_") + "\\_drill%'")) {
            while (rows.next()) {
                left.add(rows.getString(1));
            }
        }
        return left;
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void passesOnAGivenServerAndLeavesNothing(Flavour flavour) throws Exception {
        scene(flavour);
        List<DrillResult> told = new ArrayList<>();
        DrillReport report = scene.drill(scene.options(), scene.whole.copy(), new Observer() {
            @Override
            public void drilled(DrillResult result) {
                told.add(result);
            }
        });
        DrillResult result = report.result();
        assertThat(result.findings()).isEmpty();
        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.point()).isEqualTo(scene.point);
        assertThat(result.files()).isEqualTo(DrillScene.FILES);
        assertThat(result.rows()).isEqualTo(5);
        assertThat(result.bytes()).isPositive();
        assertThat(result.mismatches()).isZero();
        assertThat(result.steps()).extracting(StepTime::step).containsExactly(DrillStep.OPEN, DrillStep.STORAGE, DrillStep.COMPARE_FILES, DrillStep.DATABASE,
                DrillStep.COMPARE_ROWS, DrillStep.REMOVE);
        assertThat(result.recoveryTime()).isPositive().isLessThan(result.took());
        assertThat(report.proven()).anyMatch(sentence -> sentence.startsWith("Files: 12, ")).anyMatch(sentence -> sentence.contains("3 tables with 5 rows"))
                .anyMatch(sentence -> sentence.contains("the rows of 2 tables, computed again"));
        assertThat(told).containsExactly(result);
        assertThat(new LastDrill(scene.helpdesk.root).read()).isPresent().get().satisfies(last -> {
            assertThat(last.point()).isEqualTo(result.point());
            assertThat(last.steps()).hasSameSizeAs(result.steps());
        });
        assertThat(left()).isEmpty();
    }

    @Test
    void neutralisesAHelpdeskAndComparesItsRowsWithItsFiles() throws Exception {
        scene(Flavour.MARIADB);
        DrillOptions options = scene.cerb();
        DrillReport report = scene.drill(options, scene.whole.copy(), Observer.NONE);
        assertThat(report.result().findings()).isEmpty();
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.result().steps()).extracting(StepTime::step).contains(DrillStep.CROSS_CHECK);
        assertThat(report.proven()).anyMatch(sentence -> sentence.startsWith("Neutralised: 1 row"));
        assertThat(report.proven()).anyMatch(sentence -> sentence.contains("3 restored rows that refer to a file, all but 0"));
        String[] path = HelpdeskFixture.attachment(2).split("/");
        DrillReport without = scene.drill(options, scene.rewritten((index, writer, tree) -> DrillScene.with(index, writer, tree, "storage", storage -> storage.withSubtree(
                DrillScene.with(index, writer, storage.subtree(), path[0], node -> null)))), Observer.NONE);
        assertThat(without.result().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(without.result().findings().toString()).contains("the manifest counts 12 files, and the snapshot holds 2")
                .contains("3 of 3 restored rows refer to a file that was not restored, or has another size; when the recovery point was taken it were 0");
    }

    /** As a profile of Cerb 10.4 may have it: what a drill does not restore is not lost. */
    @Test
    void tellsFilesInTheDirectoryOfAStorageProfileFromLostOnes() throws Exception {
        scene(Flavour.MARIADB);
        DrillOptions options = scene.cerb();
        Path own = Files.createDirectories(root.resolve("own/attachments"));
        Files.writeString(own.resolve("9"), "nine");
        scene.execute("CREATE TABLE devblocks_storage_profile (id INT PRIMARY KEY, params_json TEXT)",
                "INSERT INTO devblocks_storage_profile VALUES (7, '" + "{\"storage_path\":\"%s\\/\"}".formatted(own.getParent()).replace("\\", "\\\\") + "')",
                "INSERT INTO attachment VALUES (9, 'a', 'b', 0, 'devblocks.storage.engine.disk', '9', 4, 7, '')");
        scene.backUp();
        DrillReport outside = scene.drill(options, scene.whole.copy(), Observer.NONE);
        assertThat(outside.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(outside.result().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("1 restored row with a file that is not in the recovery point").contains("(ids [7])").doesNotContain(own.toString());
            assertThat(finding.remedy()).contains("extra.paths");
        });
        assertThat(outside.proven()).anyMatch(sentence -> sentence.contains("3 restored rows that refer to a file, all but 0"));
        scene.extra = List.of(own.getParent());
        scene.backUp();
        DrillReport inside = scene.drill(options, scene.whole.copy(), Observer.NONE);
        assertThat(inside.result().findings()).isEmpty();
        assertThat(inside.proven()).anyMatch(sentence -> sentence.contains("1 row whose file, of their size, is in a directory of their storage profile that the recovery point holds below extra"));
    }

    @Test
    void startsAServerOfItsOwnWhereNoneIsGiven() throws Exception {
        Oracles.mariadbd();
        scene(Flavour.MARIADB_DEBIAN);
        DrillReport report = scene.drill(scene.ownServer(), scene.whole.copy(), Observer.NONE);
        assertThat(report.result().findings()).isEmpty();
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.restoredInto()).startsWith("MARIADB 10.");
        assertThat(report.result().steps()).extracting(StepTime::step).contains(DrillStep.SERVER);
        assertThat(left()).isEmpty();
        assertThat(ProcessHandle.allProcesses().filter(process -> process.info().commandLine().orElse("").contains(scene.directory.toString()))).isEmpty();
    }

    /** The newest one that is complete says nothing of those that are not. */
    @Test
    void saysThatNewerRecoveryPointsAreIncomplete() throws Exception {
        scene(Flavour.MARIADB);
        DrillResult result = scene.drill(scene.retagged("incomplete")).result();
        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.point()).isEqualTo(scene.point);
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.message()).contains("a newer one is incomplete"));
    }

    @Test
    void reachesAGivenServerByItsSocket() throws Exception {
        scene(Flavour.MARIADB_DEBIAN);
        String socket = Oracles.installedMariadb().socket().toString();
        DrillReport report = scene.drill(scene.options().withTargets(null, new DatabaseAddress("", 1, socket, "", Oracles.Database.USER, () -> "", Tls.PREFERRED)), scene.whole.copy(), Observer.NONE);
        assertThat(report.result().findings()).isEmpty();
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.restoredInto()).startsWith("MARIADB 10.");
        assertThat(left()).isEmpty();
        DatabaseAddress liveBySocket = new DatabaseAddress("", 1, socket, scene.schema, Oracles.Database.USER, () -> "", Tls.PREFERRED);
        refused(scene.options().withTargets(null, liveBySocket), "is the live database");
    }

    @Test
    void refusesTheLiveSchemaAndTheLiveServerUnlessAllowed() throws Exception {
        scene(Flavour.MARIADB);
        DrillOptions allowed = scene.options();
        refused(allowed.withTargets(null, scene.live()), "is the live database");
        // by another name for the same machine
        DatabaseAddress byName = new DatabaseAddress("localhost", scene.server.port(), "", "scratch", Oracles.Database.USER, () -> "", scene.live().tls());
        DrillOptions unallowed = new DrillOptions("cerb", allowed.sinks(), allowed.directory(), null, byName, new DrillOptions.Live(scene.live(), allowed.live().paths(), false), false, 2, 2, scene.helpdesk.root, null);
        refused(unallowed, "is on the live server");
        assertThat(new LastDrill(scene.helpdesk.root).read()).isPresent().get().satisfies(last -> assertThat(last.outcome()).isEqualTo(Outcome.REFUSED));
    }

    /** A dump that another kind of server cannot hold is not damaged. */
    @Test
    void isRefusedWhereTheServerIsNotFitForTheDump() throws Exception {
        scene(Flavour.MYSQL);
        scene.execute("CREATE TABLE modern (name VARCHAR(20)) DEFAULT CHARSET=utf8mb4 COLLATE=utf8mb4_0900_ai_ci");
        scene.backUp();
        DatabaseAddress other = DatabaseAddress.of("127.0.0.1", Oracles.installedMariadb().port(), Oracles.Database.USER, () -> "");
        DrillReport report = scene.drill(scene.options().withTargets(null, other), scene.whole.copy(), Observer.NONE);
        assertThat(report.result().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(report.result().findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("its database server is not fit for this recovery point").contains("utf8mb4_0900_ai_ci");
            assertThat(finding.remedy()).contains("drill.database.host");
        });
        assertThat(report.result().steps()).extracting(StepTime::step).as("no file is restored before").containsExactly(DrillStep.OPEN, DrillStep.REMOVE);
        assertThat(left()).isEmpty();
    }

    /** Its backup is sound, but nobody has said that there is no Cerb. */
    @Test
    void isRefusedForAnotherApplicationUntilTheKindIsPlain() throws Exception {
        scene(Flavour.MARIADB);
        DrillOptions o = scene.options();
        DrillOptions kindOfCerb = new DrillOptions("cerb", o.sinks(), o.directory(), null, o.server(), o.live(), true, 2, 2, o.repositoryDirectory(), null);
        DrillResult result = scene.drill(kindOfCerb, scene.whole.copy(), Observer.NONE).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("the drill is refused", "is of no Cerb", "cerb_property_store");
            assertThat(finding.remedy()).contains("storage.kind=plain");
        });
        assertThat(result.steps()).extracting(StepTime::step).containsExactly(DrillStep.OPEN, DrillStep.REMOVE);
        assertThat(left()).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void doesNotPassWhereTheDumpHoldsNoTables(boolean kindOfCerb) throws Exception {
        scene(Flavour.MARIADB);
        DrillOptions o = scene.options();
        DrillReport report = scene.drill(new DrillOptions("cerb", o.sinks(), o.directory(), null, o.server(), o.live(), kindOfCerb, 2, 2, o.repositoryDirectory(), null),
                scene.withManifest(manifest -> ((ObjectNode) manifest.path("database")).putArray("tables")), Observer.NONE);
        assertThat(report.result().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.result().findings()).singleElement().satisfies(finding -> assertThat(finding.message()).contains("the dump holds no tables"));
        assertThat(report.proven()).noneMatch(sentence -> sentence.startsWith("Database")).anyMatch(sentence -> sentence.startsWith("Files: 12"));
        assertThat(left()).isEmpty();
    }

    @Test
    void refusesASchemaThatHoldsSomething() throws Exception {
        scene(Flavour.MARIADB);
        String other = scene.server.newSchema("other");
        try (Connection connection = scene.server.connect(other); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE precious (id INT)");
            refused(scene.options().withTargets(null, scene.live().withSchema(other)), "is not empty: it holds 1 table");
            assertThat(statement.executeQuery("SHOW TABLES").next()).isTrue();
        } finally {
            scene.server.dropSchema(other);
        }
    }

    @Test
    void refusesDirectoriesThatAreLiveOrHoldSomething() throws Exception {
        scene(Flavour.MARIADB);
        Path link = Files.createSymbolicLink(root.resolve("link"), scene.helpdesk.storage);
        for (Path live : List.of(scene.helpdesk.storage, scene.helpdesk.storage.resolve("attachments/new"), link.resolve("new"), scene.helpdesk.root, scene.helpdesk.repository)) {
            refused(scene.options().withTargets(live, null), "is live");
        }
        Path given = Files.createDirectory(root.resolve("given"));
        DrillOptions o = scene.options();
        refused(new DrillOptions("cerb", o.sinks(), scene.helpdesk.storage, given, o.server(), o.live(), false, 2, 2, scene.helpdesk.root, null), "is live: it lies in");
        Path full = Files.createDirectory(root.resolve("full"));
        Files.writeString(full.resolve("precious"), "precious");
        refused(scene.options().withTargets(full, null), "is not empty");
        assertThat(full.resolve("precious")).hasContent("precious");
        assertThat(scene.drill(scene.options().withTargets(given, null), scene.whole.copy(), Observer.NONE).result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(given).isEmptyDirectory();
    }

    private void refused(DrillOptions options, String words) throws IOException, SQLException {
        DrillResult result = scene.drill(options, scene.whole.copy(), Observer.NONE).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings()).singleElement().satisfies(finding -> {
            assertThat(finding.message()).contains("the drill is refused").contains(words);
            assertThat(finding.remedy()).isNotEmpty();
        });
        assertThat(result.steps()).isEmpty();
        assertThat(left()).isEmpty();
    }

    @Test
    void refusesASecondOneMeanwhile() throws Exception {
        scene(Flavour.MARIADB);
        List<DrillResult> second = new ArrayList<>();
        DrillResult first = scene.drill(scene.options(), scene.whole.copy(), new Observer() {
            @Override
            public void stageBegan(Stage stage) {
                if (stage == Stage.RESTORE_STORAGE) {
                    second.add(scene.drill(scene.whole.copy()).result());
                }
            }
        }).result();
        assertThat(first.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(second).singleElement().satisfies(result -> assertThat(result.findings().get(0).message()).contains("another one is under way"));
    }

    @Test
    void removesWhatADrillThatWasKilledHasLeft() throws Exception {
        scene(Flavour.MARIADB);
        Path killed = Files.createDirectories(scene.directory.resolve("drill-20261101T040000Z-000042"));
        String schema = scene.schema + "_drill_20261101t040000z_000042";
        Files.writeString(killed.resolve("marker.json"), "{\"server\":\"" + scene.live().withSchema("") + "\",\"schema\":\"" + schema + "\",\"ours\":true,\"storage\":null}");
        Files.writeString(Files.createDirectories(killed.resolve("storage/attachments")).resolve("1"), "of a customer");
        try (Connection connection = scene.server.connect(""); Statement statement = connection.createStatement()) {
            statement.execute("CREATE DATABASE `" + schema + "`");
        }
        DrillResult result = scene.drill(scene.whole.copy()).result();
        assertThat(result.outcome()).isEqualTo(Outcome.PASSED);
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.toString()).contains("drill-20261101T040000Z-000042").contains("is removed now"));
        assertThat(left()).isEmpty();
    }

    @Test
    void namesASchemaOfAnEarlierDrillThatItMayNotDrop() throws Exception {
        scene(Flavour.MARIADB);
        Path killed = Files.createDirectories(scene.directory.resolve("drill-20261101T040000Z-000042"));
        Files.writeString(killed.resolve("marker.json"), "{\"server\":\"root@elsewhere:3306\",\"schema\":\"a_drill_20261101t040000z_000042\",\"ours\":true,\"storage\":null}");
        assertThat(scene.drill(scene.whole.copy()).result().findings()).singleElement()
                .satisfies(finding -> assertThat(finding.toString()).contains("a_drill_20261101t040000z_000042 at root@elsewhere:3306").contains("by hand"));
        assertThat(left()).containsExactly("drill-20261101T040000Z-000042");
    }
}
