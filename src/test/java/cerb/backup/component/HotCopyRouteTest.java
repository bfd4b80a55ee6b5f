package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.restore.CommandWords;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.StoredSnapshot;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.RandomAccessFile;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped dump route with {@code dump.method=hotcopy}: what it stores, and what comes back of it. */
class HotCopyRouteTest {
    @TempDir
    private Path home;

    private RoutesFixture fixture(TestSchema schema) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("storage")).resolve("file"), "content");
        return new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(schema.port())).set("database.user", Oracles.Database.USER)
                .set("database.name", schema.name()).set("dump.method", "hotcopy").set("hotcopy.directory", home.resolve("copies").toString())
                .set("hotcopy.data-directory", schema.dataDirectory().toString());
    }

    private static void fill(TestSchema schema) {
        schema.execute("CREATE TABLE digit (n INT)", "INSERT INTO digit VALUES (0), (1), (2), (3), (4), (5), (6), (7), (8), (9)",
            "CREATE TABLE ticket (id INT AUTO_INCREMENT PRIMARY KEY, subject VARCHAR(300), KEY (subject))",
            "INSERT INTO ticket (subject) SELECT CONCAT(SHA2(CONCAT(a.n, b.n, c.n, d.n), 512), a.n) FROM digit a, digit b, digit c, digit d",
            "CREATE TABLE legacy (name VARCHAR(20), KEY (name)) ENGINE=MyISAM", "INSERT INTO legacy VALUES ('x'), ('y')", "CREATE VIEW open_ticket AS SELECT id FROM ticket");
        if (schema.isMariaDb()) {
            // Its purge touches the pages of new rows once more, at a time of its own unless it is waited for.
            schema.execute("SET GLOBAL innodb_max_purge_lag_wait=0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void storesTheFilesAndImportsThemAgain(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour); TestSchema target = schema.sibling()) {
            fill(schema);
            RoutesFixture fixture = fixture(schema);
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                RecoveryPointResult first = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(first.incomplete()).isFalse();
                RecoveryPointResult second = changeARow(schema, routes, 5000);
                assertThat(second.addedBytes()).as("bytes stored of a copy that differs by a row").isLessThan(first.addedBytes() / 10);

                StoredSnapshot stored = engine.repository().snapshots().stream().filter(each -> each.id().equals(second.snapshot())).findFirst().orElseThrow();
                assertDescribed(new SnapshotContent(engine.repository().index(), stored), schema);
                Restore restore = new Restore(engine.repository(), Observer.NONE, new CommandWords(List.of(), List.of(), List.of("-r", "/srv/repository")), Duration.ZERO);
                assertThat(restore.plan(stored, List.of()).commands()).anySatisfy(command -> assertThat(command).contains("/hotcopy"));
                var report = restore.database(stored, target.address(), new DatabaseOptions(2, false, Set.of(), schema.dataDirectory()));
                assertThat(report.rows()).containsEntry("ticket", 10_000L).containsEntry("legacy", 2L);
                String all = "SELECT * FROM ticket ORDER BY id";
                assertThat(target.rows(all)).isEqualTo(schema.rows(all));
                assertThat(target.rows("SELECT COUNT(*) FROM open_ticket")).containsExactly(List.of("10000"));
            }
        }
    }

    /** The index is longer than the server knows, by a hole. */
    @Test
    void refusesACopyThatWouldTakeWhatHasToStayFree() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            schema.execute("CREATE TABLE m (id INT) ENGINE=MyISAM");
            long free = Files.getFileStore(home).getUsableSpace();
            try (RandomAccessFile index = new RandomAccessFile(schema.dataDirectory().resolve(schema.name()).resolve("m.MYI").toFile(), "rw")) {
                index.setLength(free / 2);
            }
            RoutesFixture fixture = fixture(schema).set("repository.minimum-free", Long.toString(free / 4 * 3));
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                assertThatThrownBy(() -> routes.call("database-dump", Map.of())).hasMessageContaining("repository.minimum-free keeps");
            }
        }
    }

    private static RecoveryPointResult changeARow(TestSchema schema, Routes routes, int id) {
        schema.execute("UPDATE ticket SET subject = 'changed' WHERE id = " + id);
        return (RecoveryPointResult) routes.call("database-dump", Map.of());
    }

    private static void assertDescribed(SnapshotContent content, TestSchema schema) throws IOException {
        List<String> paths = new ArrayList<>();
        content.list("/database", true, entry -> paths.add(entry.path().escaped()));
        String directory = "/database/" + schema.name();
        assertThat(paths).contains(directory + "/schema.sql", directory + "/post.sql", directory + "/hotcopy/ticket.ibd", directory + "/hotcopy/ticket.cfg", directory + "/hotcopy/legacy.MYD", directory + "/hotcopy/legacy.MYI");
        ByteArrayOutputStream json = new ByteArrayOutputStream();
        content.write("/manifest.json", json);
        DatabasePart part = Manifest.read(json.toByteArray()).database();
        assertThat(part.files().pageSize()).isEqualTo(16384);
        assertThat(part.files().byteOrder()).isEqualTo("LITTLE_ENDIAN");
        assertThat(part.files().rowFormats()).containsKeys("ticket", "legacy");
        assertThat(part.tables()).filteredOn(table -> table.name().equals("ticket")).singleElement()
                .satisfies(table -> assertThat(List.of(table.rows(), table.consistency(), table.parts())).isEqualTo(List.of(10_000L, "locked", 2)));
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void writesNoRecoveryPointOfWhatItRefuses(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            fill(schema);
            schema.execute("CREATE TABLE fleeting (id INT) ENGINE=MEMORY");
            RoutesFixture fixture = fixture(schema);
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                assertThatThrownBy(() -> routes.call("database-dump", Map.of())).hasMessageContaining("fleeting (engine MEMORY)");
                assertThat(engine.repository().snapshots()).isEmpty();
            }
        }
    }
}
