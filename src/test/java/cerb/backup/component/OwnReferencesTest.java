package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another application than Cerb brings its own references, by the route that is shipped as an example. */
class OwnReferencesTest {
    private static final Path EXAMPLE = RoutesFixture.SHIPPED.resolve("examples/cross-check-references.camel.yaml");

    @TempDir
    private Path home;
    private Path own;
    private RoutesFixture fixture;

    private void prepare(TestSchema schema) throws IOException {
        own = Files.createDirectories(home.resolve("own"));
        Files.copy(EXAMPLE, own.resolve("cross-check-references.camel.yaml"));
        fixture = new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(schema.port())).set("database.user", "root").set("database.name", schema.name());
        schema.execute("CREATE TABLE documents (id INT PRIMARY KEY, path VARCHAR(200), size BIGINT, sha1 CHAR(40)) DEFAULT CHARSET=utf8mb4");
    }

    private void document(TestSchema schema, int id, String path, String content) throws IOException {
        Path file = home.resolve("storage").resolve(path);
        Files.createDirectories(file.getParent());
        Files.writeString(file, content);
        schema.execute("INSERT INTO documents VALUES (" + id + ", '" + path + "', " + content.length() + ", '" + CerbScene.sha1(content.getBytes(StandardCharsets.US_ASCII)) + "')");
    }

    private interface Work {
        void run(Routes routes) throws Exception;
    }

    private void routes(Work work) throws Exception {
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine), own)) {
            work.run(routes);
        }
    }

    private static RecoveryPointResult backUp(Routes routes) {
        return (RecoveryPointResult) routes.call("database-dump", Map.of());
    }

    private static Count set(RecoveryPointResult point, String name) {
        return point.crossCheck().sets().get(name);
    }

    private static List<Finding> incomplete(RecoveryPointResult point) {
        return point.findings().stream().filter(Finding::marksIncomplete).toList();
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void eachFileEndsInItsSet(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            prepare(schema);
            for (int id = 1; id <= 6; id++) {
                document(schema, id, "2026/" + (id % 2) + "/d" + id + ".txt", "content " + id);
            }
            schema.execute("INSERT INTO documents VALUES (7, '2026/1/d1.txt', NULL, NULL)", "INSERT INTO documents VALUES (8, NULL, NULL, NULL)");
            Files.writeString(home.resolve("storage/unreferenced"), "12345");
            routes(routes -> {
                RecoveryPointResult whole = backUp(routes);
                assertThat(incomplete(whole)).isEmpty();
                assertThat(whole.crossCheck().rows()).isEqualTo("query");
                assertThat(set(whole, "present")).isEqualTo(new Count(7, 7 * 9));
                assertThat(set(whole, "empty").objects()).isEqualTo(1);
                assertThat(set(whole, "unhashed").objects()).isZero();
                assertThat(whole.crossCheck().samples().unreferenced()).containsExactly("unreferenced");

                Path storage = home.resolve("storage");
                Files.delete(storage.resolve("2026/0/d2.txt"));
                Files.writeString(storage.resolve("2026/0/d4.txt"), "short");
                Files.writeString(storage.resolve("2026/1/d3.txt"), "conTent 3");
                schema.execute("INSERT INTO documents VALUES (9, '../outside', 1, NULL)");
                RecoveryPointResult damaged = backUp(routes);
                assertThat(damaged.exitCode()).isEqualTo(3);
                assertThat(List.of(set(damaged, "present").objects(), set(damaged, "missing").objects(), set(damaged, "wrong_size").objects(), set(damaged, "wrong_hash").objects(), set(damaged, "benign").objects()))
                        .containsExactly(4L, 2L, 1L, 1L, 0L);
                assertThat(incomplete(damaged)).extracting(Finding::subject).containsExactlyInAnyOrder("row document 2", "row document 4", "row document 3", "row document 9");
                assertThat(incomplete(damaged)).filteredOn(finding -> finding.subject().equals("row document 2")).singleElement().satisfies(finding -> {
                    assertThat(finding.message()).isEqualTo("2026/0/d2.txt is missing");
                    assertThat(finding.remedy()).contains("cerb-backup cat " + whole.snapshot().shortName() + " /storage/2026/0/d2.txt");
                });
            });
            Files.writeString(home.resolve("lost"), "document 2\ndocument 3\ndocument 4\ndocument 9\n");
            fixture.set("storage.known-lost", home.resolve("lost").toString());
            routes(routes -> {
                RecoveryPointResult known = backUp(routes);
                assertThat(incomplete(known)).isEmpty();
                assertThat(set(known, "known_lost").objects()).isEqualTo(4);
            });
        }
    }

    @Test
    void rowsThatWereOvertakenAreNoDamage() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MYSQL)) {
            prepare(schema);
            document(schema, 1, "kept", "content 1");
            Path example = own.resolve("cross-check-references.camel.yaml");
            // what the application does while the directory is walked, done at the end of the first question
            Files.writeString(example, Files.readString(example) + """
                    - to:
                        id: meanwhile
                        uri: sql
                        parameters:
                          query: "UPDATE documents SET path = 'kept', size = 9 WHERE id > 1"
                          dataSource: "#databaseSource"
            """);
            schema.execute("INSERT INTO documents VALUES (2, 'moved', 7, NULL)");
            routes(routes -> {
                RecoveryPointResult point = backUp(routes);
                assertThat(incomplete(point)).isEmpty();
                assertThat(set(point, "benign")).isEqualTo(new Count(1, 7));
                assertThat(set(point, "present").objects()).isEqualTo(1);
            });
        }
    }

    @Test
    void queryThatFailsAndOneWithoutItsStepAreTold() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MYSQL)) {
            prepare(schema);
            document(schema, 1, "kept", "content 1");
            schema.execute("ALTER TABLE documents DROP COLUMN sha1");
            routes(routes -> {
                RecoveryPointResult point = backUp(routes);
                assertThat(point.crossCheck()).isNull();
                assertThat(incomplete(point)).singleElement().asString().contains("rows were not compared with files", "sha1");
            });
            Path example = own.resolve("cross-check-references.camel.yaml");
            String text = Files.readString(example);
            Files.writeString(example, text.substring(0, text.lastIndexOf("        - to:")).replace(", sha1 FROM", " FROM"));
            routes(routes -> assertThat(incomplete(backUp(routes))).singleElement().asString().contains("ended without repository:refer"));
        }
    }
}
