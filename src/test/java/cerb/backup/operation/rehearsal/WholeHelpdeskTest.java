package cerb.backup.operation.rehearsal;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.cerb.Release;
import cerb.backup.mysql.TestSchema;
import cerb.backup.mysql.dump.SchemaComparison;
import cerb.backup.operation.Engine;
import cerb.backup.operation.crosscheck.CerbScene;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.DatabaseResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.sql.SQLException;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A helpdesk whose tables have all the columns that Cerb gives them: backed up, proven, restored as it was, and rehearsed. */
final class WholeHelpdeskTest {
    @TempDir
    Path root;

    private static void fill(CerbScene scene) throws SQLException {
        for (int id = 1; id <= 3; id++) {
            scene.onDisk("attachment", id, content(id, 1000 + id));
            scene.inDatabase("message", id, content(id, 70_000));
        }
        scene.inDatabase("attachment", 4, content(4, 66_000));
        scene.onDisk("context_avatar", 1, content(5, 300));
        scene.inDatabase("resource", 1, content(6, 5));
        scene.onDisk("automation_resource", 1, content(7, 5));
        scene.inDatabase("record_changeset", 1, content(8, 66_000));
        scene.sql("INSERT INTO cerb_patch_history (plugin_id, revision) VALUES ('cerberusweb.core', 1506)",
                "INSERT INTO attachment_link VALUES (1, 'cerberusweb.contexts.message', 1)", "INSERT INTO ticket (id, subject) VALUES (1, 0xF09F9880)",
                "INSERT INTO cerb_property_store VALUES ('cron.mailbox', 'enabled', '1'), ('cron.maint', 'enabled', '0'), ('cerberusweb.search.schema.message_content', 'engine_params_json', '{\"base_url\":\"http://search:9200\"}')", "INSERT INTO mailbox (id) VALUES (1)",
                "INSERT INTO mail_queue (id, is_queued) VALUES (1, 1), (2, 0)", "INSERT INTO mail_transport (id, extension_id) VALUES (1, 'core.mail.transport.smtp')",
                "INSERT INTO automation_timer (id) VALUES (1)", "INSERT INTO automation_event_listener (id) VALUES (1)", "INSERT INTO trigger_event (id) VALUES (1)",
                "INSERT INTO reminder (id) VALUES (1)", "INSERT INTO webhook_listener (id, guid) VALUES (1, 'd0c5f0')",
                "INSERT INTO devblocks_storage_profile (id, params_json) VALUES (1, '{\"bucket\":\"real\"}')", "INSERT INTO devblocks_storage_queue_delete (storage_key) VALUES ('8/q/1')",
                "INSERT INTO queue_message (uuid, queue_id) VALUES (0x01, 1)");
    }

    @ParameterizedTest
    @EnumSource(names = {"MARIADB", "MYSQL"})
    void isProvenRestoredAndRehearsed(Flavour flavour) throws Exception {
        try (CerbScene scene = CerbScene.whole(root, flavour); Engine engine = scene.helpdesk.engine()) {
            fill(scene);
            engine.recoveryPoint().ask(scene.live());
            RecoveryPointResult point = scene.backUp(engine);
            assertThat(point.findings()).noneMatch(Finding::marksIncomplete);
            assertThat(point.crossCheck().checked()).isEqualTo(11);
            assertThat(point.crossCheck().sets().get("present").objects()).isEqualTo(11);
            assertThat(point.crossCheck().rows()).isEqualTo("dump");

            TestSchema live = TestSchema.existing(flavour, scene.server.port(), scene.schema);
            StoredSnapshot stored = engine.repository().find(point.snapshot().toString());
            Restore restore = new Restore(engine.repository(), Observer.NONE);
            try (TestSchema copy = live.sibling()) {
                DatabaseResult rehearsed = restore.database(stored, copy.address(), DatabaseOptions.defaults().neutralised());
                assertThat(rehearsed.neutralised().release()).isEqualTo("Cerb 11.2 (core revision 1506)");
                assertThat(rehearsed.neutralised().warnings()).isEmpty();
                assertThat(ActingHelpdesk.acting(live, Release.V11_2)).hasSize(11);
                assertThat(ActingHelpdesk.acting(copy, Release.V11_2)).isEmpty();
                assertThat(copy.rows("SELECT id FROM trigger_event WHERE NOT is_disabled")).as("which older releases have left").isEmpty();
                assertThat(copy.rows("SELECT storage_key FROM devblocks_storage_queue_delete")).isEmpty();
                Neutralise.run(scene.connection);
                SchemaComparison.assertEqual(live, copy);
            }
        }
    }
}
