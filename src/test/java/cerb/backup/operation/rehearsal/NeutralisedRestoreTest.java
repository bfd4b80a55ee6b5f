package cerb.backup.operation.rehearsal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.Release;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.DatabaseDumps;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.util.List;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A recovery point comes back harmless, and says of which Cerb it is. */
final class NeutralisedRestoreTest {
    @TempDir
    Path root;

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void comesBackHarmlessAndSaysOfWhichCerbItIs(Flavour flavour) throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.write("version.php", "<?php define('APP_BUILD_CACHED', 2026051801);".getBytes());
        try (TestSchema schema = TestSchema.on(flavour); TestSchema copy = schema.sibling(); Engine engine = helpdesk.engine()) {
            ActingHelpdesk.fill(schema, Release.V11_1);
            schema.execute("CREATE TABLE attachment (id INT PRIMARY KEY)");
            DatabaseDumps.backUp(engine, schema.address());
            StoredSnapshot point = new Snapshots(engine.repository(), "cerb").choose("latest", null, true);
            Restore restore = new Restore(engine.repository(), Observer.NONE);
            assertThat(restore.helpdesk(point)).isEqualTo(restore.plan(point, List.of()).helpdesk()).isEqualTo("Cerb 11.1 (core revision 1490), build 2026051801");
            assertThatThrownBy(() -> restore.database(point, copy.address(), new DatabaseOptions(1, false, Set.of("mailbox")).neutralised()))
                    .isInstanceOf(OperationException.class).hasMessageContaining("single tables cannot be neutralised");
            DatabaseResult result = restore.database(point, copy.address(), DatabaseOptions.defaults().neutralised());
            assertThat(ActingHelpdesk.acting(copy, Release.V11_1)).isEmpty();
            assertThat(result.neutralised().release()).isEqualTo("Cerb 11.1 (core revision 1490)");
            assertThat(result.rows()).containsEntry("mailbox", 3L);
            assertThat(restore.database(point, copy.address(), new DatabaseOptions(2, true, Set.of())).neutralised()).isNull();
            assertThat(ActingHelpdesk.acting(copy, Release.V11_1)).isEqualTo(ActingHelpdesk.acting(schema, Release.V11_1));
            schema.execute("DROP TABLE cerb_patch_history");
            DatabaseDumps.backUp(engine, schema.address());
            assertThat(restore.helpdesk(new Snapshots(engine.repository(), "cerb").choose("latest", null, true))).as("it acts all the same").isEqualTo("an unknown release of Cerb, build 2026051801");
        }
    }

    @Test
    void aHelpdeskWithoutItsKeyIsNotWholeAndAnotherApplicationHasNone() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 5);
        helpdesk.delete("_master.key");
        try (TestSchema cerb = TestSchema.on(Flavour.MARIADB); TestSchema wiki = TestSchema.on(Flavour.MARIADB);
                Engine engine = Engine.openOrInitialise(helpdesk.options().withAllowEmptyDatabase(true), new Observers())) {
            ActingHelpdesk.fill(cerb, Release.V11_1);
            wiki.execute("CREATE TABLE wiki (id INT PRIMARY KEY)");
            StorageResult keyless = restoreFiles(engine, DatabaseDumps.backUp(engine, cerb.address()), "keyless");
            assertThat(keyless.exitCode()).isEqualTo(3);
            assertThat(keyless.findings()).singleElement().asString().contains("would make a new one without a word");
            StorageResult another = restoreFiles(engine, DatabaseDumps.backUp(engine, wiki.address()), "another");
            assertThat(another.exitCode()).isZero();
            assertThat(another.findings()).isEmpty();
        }
    }

    private StorageResult restoreFiles(Engine engine, RecoveryPointResult point, String directory) {
        return new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(point.snapshot().toString()), StorageOptions.to(root.resolve(directory)));
    }

    @Test
    void anotherApplicationIsRefusedBeforeAnythingIsChanged() throws Exception {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        EngineOptions plain = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, false, List.of(), false));
        try (TestSchema schema = TestSchema.on(Flavour.MARIADB); TestSchema copy = schema.sibling(); Engine engine = Engine.openOrInitialise(plain, new Observers())) {
            schema.execute("CREATE TABLE wiki (id INT PRIMARY KEY)");
            DatabaseDumps.backUp(engine, schema.address());
            StoredSnapshot point = new Snapshots(engine.repository(), "cerb").choose("latest", null, true);
            Restore restore = new Restore(engine.repository(), Observer.NONE);
            assertThat(restore.helpdesk(point)).isNull();
            assertThatThrownBy(() -> restore.database(point, copy.address(), DatabaseOptions.defaults().neutralised()))
                    .isInstanceOf(DatabaseException.class).hasMessageContaining("this is not Cerb's database");
            assertThat(schema.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME='" + copy.name() + "'")).isEmpty();
        }
    }
}
