package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** The shipped dump route where a database has lost its tables: it never takes the place of the last good recovery point. */
final class LostSchemaTest {
    @TempDir
    private Path home;

    private RoutesFixture fixture(TestSchema schema) throws Exception {
        Files.writeString(Files.createDirectories(home.resolve("storage")).resolve("file"), "content");
        return new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(schema.port())).set("database.user", Oracles.Database.USER)
                .set("database.name", schema.name()).set("hotcopy.directory", home.resolve("copies").toString()).set("hotcopy.data-directory", schema.dataDirectory().toString());
    }

    private static void fill(TestSchema schema) {
        schema.execute("CREATE TABLE ticket (id INT PRIMARY KEY)", "CREATE TABLE worker (id INT PRIMARY KEY)", "CREATE TABLE note (id INT PRIMARY KEY)", "INSERT INTO ticket VALUES (1), (2)");
    }

    /** One dump with the fixture's settings, in a repository that is opened for it. */
    private static RecoveryPointResult dump(RoutesFixture fixture) {
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine))) {
            return (RecoveryPointResult) routes.call("database-dump", Map.of());
        }
    }

    private static void refused(RoutesFixture fixture, String words) {
        long before = snapshots(fixture);
        assertThatThrownBy(() -> dump(fixture)).hasMessageContaining(words);
        assertThat(snapshots(fixture)).isEqualTo(before);
    }

    private static List<String> restore(RoutesFixture fixture, RecoveryPointResult point, TestSchema live) throws Exception {
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); TestSchema copy = live.sibling()) {
            return new Restore(engine.repository(), Observer.NONE).database(engine.repository().find(point.snapshot().toString()), copy.address(), new DatabaseOptions(1, false, Set.of(), live.dataDirectory())).warnings();
        }
    }

    private static long snapshots(RoutesFixture fixture) {
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers())) {
            return engine.repository().snapshots().size();
        }
    }

    @ParameterizedTest
    @CsvSource({"MARIADB, sql", "MYSQL, hotcopy"})
    void writesNoRecoveryPointOfWhatIsLeftUntilToldTo(Flavour flavour, String method) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            fill(schema);
            RoutesFixture fixture = fixture(schema).set("dump.method", method);
            assertThat(dump(fixture).incomplete()).isFalse();
            schema.execute("DROP TABLE worker, note");
            refused(fixture, "schema " + schema.name() + " lacks 2 of the 3 tables that it held at the last backup");
            schema.execute("DROP TABLE ticket");
            refused(fixture, "schema " + schema.name() + " holds no table that is dumped, but it held 3");
            fixture.set("database.allow-empty", "true");
            RecoveryPointResult told = dump(fixture);
            assertThat(told.incomplete()).isFalse();
            assertThat(told.database().tables()).isEmpty();
            assertThat(restore(fixture, told, schema)).anyMatch(warning -> warning.contains("holds no tables") && warning.contains("nothing is proven"));
            fixture.set("database.allow-empty", "false");
            refused(fixture, "schema " + schema.name() + " holds no table that is dumped");
        }
    }

    @Test
    void writesNoneOfAnotherSchemaNorOfNoRowsNorOfNothingSelected() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB); TestSchema other = TestSchema.on(Flavour.MARIADB)) {
            fill(schema);
            fill(other);
            RoutesFixture fixture = fixture(schema);
            fixture.set("database.exclude", ".*");
            refused(fixture, "schema " + schema.name() + " holds no table that is dumped");
            fixture.set("database.exclude", "note|worker");
            assertThat(dump(fixture).incomplete()).isFalse();
            fixture.set("database.exclude", "").set("database.name", other.name());
            refused(fixture, "schema " + other.name() + " is another one than " + schema.name());
            fixture.set("database.name", schema.name());
            schema.execute("DELETE FROM ticket");
            refused(fixture, "holds no row in any of its 3 tables, but held 2 at the last backup");
        }
    }

    @Test
    void writesNoneOfACerbThatWasInstalledAnewOrBledOut() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            fill(schema);
            schema.execute("INSERT INTO ticket SELECT seq FROM seq_3_to_50");
            RoutesFixture fixture = fixture(schema).set("storage.kind", "cerb");
            Files.writeString(home.resolve("storage/version.php"), "<?php");
            assertThat(dump(fixture).database().mostRows()).isEqualTo(Map.of("ticket", 50L, "worker", 0L));
            schema.execute("DELETE FROM ticket WHERE id > 5");
            dump(fixture);
            schema.execute("DELETE FROM ticket WHERE id > 4");
            refused(fixture, "holds 4 rows in table ticket, which has held 50 in backups until the last");
            fixture.set("database.allow-empty", "true");
            assertThat(dump(fixture).database().mostRows()).isEqualTo(Map.of("ticket", 4L, "worker", 0L));
            fixture.set("database.allow-empty", "false");
            dump(fixture);
            schema.execute("DROP TABLE ticket");
            refused(fixture, "lacks 1 of the 3 tables that it held at the last backup");
            schema.execute("INSERT INTO note VALUES (1)");
            assertThat(dump(fixture.set("storage.kind", "plain")).database().mostRows()).isNull();
        }
    }

    @Test
    void aCerbWithoutItsAttachmentsIsNeverComplete() throws Exception {
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB)) {
            fill(schema);
            RoutesFixture fixture = fixture(schema).set("storage.kind", "cerb").set("database.allow-empty", "true");
            Path storage = home.resolve("storage");
            Files.createDirectories(storage.resolve("attachments"));
            Files.writeString(storage.resolve("version.php"), "<?php");
            assertThat(dump(fixture)).satisfies(point -> {
                assertThat(point.exitCode()).isEqualTo(3);
                assertThat(point.findings()).anySatisfy(finding -> {
                    assertThat(finding.message()).contains("the dump has no table attachment");
                    assertThat(finding.remedy()).contains("storage.kind=plain", "database.name");
                });
            });
            Files.writeString(storage.resolve("attachments/new"), "new");
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers())) {
                assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).hasValueSatisfying(checkpoint -> assertThat(checkpoint.incomplete()).isTrue());
            }
        }
    }
}
