package cerb.backup.component;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.TestSchema;
import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** The shipped routes ask the live database: before the first recovery point, and about what one lacks. */
final class CrossCheckRouteTest {
    @TempDir
    Path root;

    private RoutesFixture fixture(CerbScene scene, Path storage) throws IOException {
        return new RoutesFixture(Files.createDirectories(root.resolve("home"))).set("storage.directory", storage.toString())
                .set("database.host", scene.server.host()).set("database.port", Integer.toString(scene.server.port())).set("database.name", scene.schema)
                .set("database.user", Oracles.Database.USER).set("database.password-file", "").set("dump.accounts", "false");
    }

    private static Engine engine(RoutesFixture fixture) {
        Settings settings = fixture.settings();
        return Engine.openOrInitialise(EngineOptions.of(settings), new Observers());
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void rowOfAMissingFileIsAskedAgain(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.of(root, flavour)) {
            for (int id = 1; id <= 4; id++) {
                scene.onDisk("attachment", id, content(id, 10));
            }
            scene.onDisk("context_avatar", 1, content(1, 10));
            scene.unlink("attachment", 2);
            RoutesFixture fixture = fixture(scene, scene.helpdesk.storage);
            try (Engine engine = engine(fixture); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                RecoveryPointResult point = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(point.findings()).filteredOn(Finding::marksIncomplete).singleElement().hasToString(
                        "attachment 2: " + cerb.backup.operation.HelpdeskFixture.attachment(2) + " is missing. No older snapshot holds a good copy. If none is found elsewhere, list attachment 2 in the file that storage.known-lost names.");
                assertThat(point.exitCode()).isEqualTo(3);
            }
        }
    }

    /** Nobody hears the rows of the server's own files. */
    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void rowsAreAskedForAfterAHotCopy(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.of(root, flavour)) {
            for (int id = 1; id <= 3; id++) {
                scene.onDisk("attachment", id, content(id, 10));
                scene.inDatabase("message", id, content(id, 70_000));
            }
            scene.inDatabase("record_changeset", 1, content(1, 100));
            scene.row("attachment", 4, "devblocks.storage.engine.s3", "a/b/4", content(4, 500));
            scene.sql("CREATE TABLE cerb_property_store (extension_id VARCHAR(80), property VARCHAR(80), value TEXT, PRIMARY KEY (extension_id, property))",
                    "CREATE TABLE mailbox (id INT PRIMARY KEY, enabled TINYINT NOT NULL)", "INSERT INTO mailbox VALUES (1, 1)");
            TestSchema live = TestSchema.existing(flavour, scene.server.port(), scene.schema);
            String data = live.dataDirectory().toString();
            RoutesFixture fixture = fixture(scene, scene.helpdesk.storage).set("dump.method", "hotcopy").set("hotcopy.directory", root.resolve("copies").toString()).set("hotcopy.data-directory", data);
            try (Engine engine = engine(fixture); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                RecoveryPointResult whole = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(whole.findings()).noneMatch(Finding::marksIncomplete);
                assertThat(whole.crossCheck().rows()).isEqualTo("query");
                assertThat(whole.crossCheck().checked()).isEqualTo(7);
                assertThat(whole.crossCheck().sets().get("present")).isEqualTo(new Count(7, 3 * 10 + 3 * 70_000 + 100));
                assertThat(whole.crossCheck().sets().get("elsewhere").objects()).isEqualTo(1);
                assertComesBackNeutralised(engine, whole, live);

                scene.unlink("attachment", 2);
                scene.sql("DELETE FROM storage_message_content WHERE id = 1", "DELETE FROM storage_message_content WHERE id = 2 AND chunk = 1");
                RecoveryPointResult damaged = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(damaged.findings()).filteredOn(Finding::marksIncomplete).extracting(Finding::subject).containsExactlyInAnyOrder("attachment 2", "message 1", "message 2");
                assertThat(damaged.exitCode()).isEqualTo(3);
            }
        }
    }

    private static void assertComesBackNeutralised(Engine engine, RecoveryPointResult point, TestSchema live) throws Exception {
        try (TestSchema copy = live.sibling()) {
            DatabaseOptions options = new DatabaseOptions(2, false, Set.of(), live.dataDirectory()).neutralised();
            DatabaseResult restored = new Restore(engine.repository(), Observer.NONE).database(engine.repository().find(point.snapshot().toString()), copy.address(), options);
            assertThat(restored.rows()).containsEntry("attachment", 4L).containsEntry("mailbox", 1L);
            assertThat(copy.value("SELECT enabled FROM mailbox")).isEqualTo("0");
        }
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void storageOfAnotherHelpdeskIsRefusedBeforeAnythingIsStored(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.of(root, flavour)) {
            for (int id = 1; id <= 3; id++) {
                scene.onDisk("attachment", id, content(id, 10));
                scene.unlink("attachment", id);
            }
            RoutesFixture fixture = fixture(scene, scene.helpdesk.storage);
            try (Engine engine = engine(fixture); Routes routes = fixture.start(false, Map.of("engine", engine))) {
                assertThatThrownBy(() -> routes.call("database-dump", Map.of())).isInstanceOf(OperationException.class)
                        .hasMessageContaining("the storage directory does not belong to the database: of its newest 3 attachments on disk, none is in " + scene.helpdesk.storage);
                assertThat(engine.repository().snapshots((id, problem) -> { })).isEmpty();
                scene.sql("DROP TABLE attachment");
                RecoveryPointResult point = (RecoveryPointResult) routes.call("database-dump", Map.of());
                assertThat(point.findings()).extracting(Finding::remedy).anyMatch(remedy -> remedy.contains("storage.kind=plain"));
            }
        }
    }
}
