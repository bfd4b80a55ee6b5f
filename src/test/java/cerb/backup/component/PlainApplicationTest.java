package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.SchemaComparison;
import cerb.backup.operation.Engine;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** Another application than Cerb: its tables and directories may have names that mean something in Cerb, and mean nothing here. */
class PlainApplicationTest {
    @TempDir
    private Path home;

    @ParameterizedTest
    @EnumSource(value = Flavour.class, names = {"MARIADB", "MYSQL"})
    void everyRowAndFileIsKeptAndComesBack(Flavour flavour) throws Exception {
        Path storage = Files.createDirectories(home.resolve("storage"));
        for (String file : List.of("tmp/kept", "mail/new/part", "attachments/8/q/1", "font_cache/font", "classes/abstract_record_1.php")) {
            Files.writeString(Files.createDirectories(storage.resolve(file).getParent()).resolve(Path.of(file).getFileName()), file);
        }
        try (TestSchema schema = TestSchema.on(flavour); TestSchema copy = schema.sibling()) {
            schema.execute("CREATE TABLE confirmation_code (id INT PRIMARY KEY, code VARCHAR(20))", "INSERT INTO confirmation_code VALUES (1, 'kept')",
                    "CREATE TABLE attachment (id INT PRIMARY KEY, path VARCHAR(20))", "INSERT INTO attachment VALUES (1, 'elsewhere')",
                    "CREATE EVENT cleaning ON SCHEDULE EVERY 1 DAY STARTS '2036-01-01 00:00:00' ENABLE DO DELETE FROM attachment");
            RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("database.port", Integer.toString(schema.port())).set("database.user", "root").set("database.name", schema.name());
            try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers()); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                RecoveryPointResult point = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(point.incomplete()).isFalse();
                assertThat(point.findings()).isEmpty();
                Files.delete(storage.resolve("attachments/8/q/1"));
                StoredSnapshot first = engine.repository().find(point.snapshot().toString());
                Restore restore = new Restore(engine.repository(), Observer.NONE);
                StorageResult files = restore.storage(first, StorageOptions.to(home.resolve("target")));
                assertThat(files.findings()).isEmpty();
                assertThat(TreeListing.of(home.resolve("target")).keySet()).contains("tmp/kept", "mail/new/part", "attachments/8/q/1", "font_cache/font", "classes/abstract_record_1.php");
                assertThat(restore.database(first, copy.address(), DatabaseOptions.defaults()).rows()).containsEntry("confirmation_code", 1L).containsEntry("attachment", 1L);
                SchemaComparison.assertEqual(schema, copy);
                restore.database(first, copy.address(), new DatabaseOptions(1, true, Set.of()).withEventsOff());
                assertThat(copy.value("SELECT STATUS FROM information_schema.EVENTS WHERE EVENT_SCHEMA=DATABASE()")).isEqualTo("DISABLED");
                assertThat(restore.helpdesk(first)).isNull();
                assertThatThrownBy(() -> restore.database(first, copy.address(), new DatabaseOptions(1, true, Set.of()).neutralised())).isInstanceOf(DatabaseException.class);
                assertThat(((RecoveryPointResult) routes.call("database-dump", Map.of())).incomplete()).as("with a file gone").isFalse();
                assertThat(((CheckResult) routes.call("check", Map.of(RepositoryConstants.READ_DATA, "100%"))).damaged()).isFalse();
            }
        }
    }
}
