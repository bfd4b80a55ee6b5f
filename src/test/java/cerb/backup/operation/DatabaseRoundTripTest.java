package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.restore.DatabaseOptions;
import cerb.backup.operation.restore.Restore;
import cerb.backup.repository.StoredSnapshot;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.Statement;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** A database goes through a recovery point and comes back, on both servers. */
final class DatabaseRoundTripTest {
    @TempDir
    Path root;
    private Oracles.Database server;
    private final List<String> schemas = new ArrayList<>();

    private String newSchema(String prefix) throws SQLException {
        String schema = server.newSchema(prefix);
        schemas.add(schema);
        return schema;
    }

    @AfterEach
    void dropSchemas() throws SQLException {
        for (String schema : schemas) {
            server.dropSchema(schema);
        }
    }

    private DatabaseAddress address(String schema) {
        return DatabaseAddress.of(server.host(), server.port(), Oracles.Database.USER, () -> "").withSchema(schema);
    }

    private void fill(String schema) throws SQLException {
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE ticket (id INT PRIMARY KEY AUTO_INCREMENT, subject VARCHAR(255), body LONGBLOB, score DOUBLE) ENGINE=InnoDB");
            statement.execute("CREATE TABLE legacy (name VARCHAR(20), n INT) ENGINE=MyISAM");
            statement.execute("INSERT INTO ticket (subject, body, score) VALUES ('a''b\\\\c\\n', 0x00ff0a0d, 0.1), (NULL, NULL, 1e300)");
            for (int doubled = 0; doubled < 12; doubled++) {
                statement.execute("INSERT INTO ticket (subject, body, score) SELECT CONCAT(subject, id), CONCAT(body, id), score / 3 FROM ticket");
            }
            statement.execute("INSERT INTO legacy VALUES ('x', 1), ('x', 1), (NULL, 2)");
            statement.execute("CREATE VIEW open_ticket AS SELECT id, subject FROM ticket");
        }
    }

    private static final class StageLog implements Observer {
        private final List<Stage> began = new CopyOnWriteArrayList<>();
        private final Map<Stage, Progress> last = new ConcurrentHashMap<>();

        @Override
        public void stageBegan(Stage stage) {
            began.add(stage);
        }

        @Override
        public void progress(Stage stage, Progress progress) {
            last.put(stage, progress);
        }
    }

    private String checksums(String schema) throws SQLException {
        var lines = new StringBuilder();
        try (Connection connection = server.connect(schema); Statement statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT SHA2(GROUP_CONCAT(CONCAT_WS('|', id, subject, HEX(body), score) ORDER BY id), 256) FROM "
                        + "(SELECT * FROM ticket) t UNION ALL SELECT CONCAT(COUNT(*), '|', SUM(n)) FROM legacy UNION ALL SELECT COUNT(*) FROM open_ticket")) {
            while (rows.next()) {
                lines.append(rows.getString(1)).append('\n');
            }
        }
        return lines.toString();
    }

    /** As a restore leaves a schema that was killed: whole for all that looks at its tables. */
    private void halfRestoredIsIncomplete(Engine engine, Restore restore, String source) throws Exception {
        try (Connection connection = server.connect(source); Statement statement = connection.createStatement()) {
            statement.execute("CREATE TABLE cerb_backup_load (path VARBINARY(700) PRIMARY KEY) COMMENT='An unfinished restore of x'");
            RecoveryPointResult half = DatabaseDumps.backUp(engine, address(source));
            assertThat(half.incomplete()).isTrue();
            assertThat(half.findings()).anyMatch(finding -> finding.marksIncomplete() && finding.message().contains("the unfinished restore of x, begun at") && finding.message().contains("drop the table `cerb_backup_load`"));
            Snapshots snapshots = new Snapshots(engine.repository(), "cerb");
            assertThat(snapshots.choose("latest", null, true).id()).isNotEqualTo(half.snapshot());
            StoredSnapshot chosen = snapshots.choose(half.snapshot().toString(), null, true);
            assertThat(restore.database(chosen, address(newSchema("half")), DatabaseOptions.defaults()).incomplete()).isTrue();
            statement.execute("DROP TABLE cerb_backup_load");
        }
    }

    @ParameterizedTest
    @EnumSource(Flavour.class)
    void databaseComesBackAndItsSecondDumpStoresLittle(Flavour flavour) throws Exception {
        server = Oracles.database(flavour);
        String source = newSchema("source");
        fill(source);
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        EngineOptions plain = helpdesk.options().withStorage(new StorageSource(helpdesk.storage, false, List.of(), false));
        try (Engine engine = Engine.openOrInitialise(plain, new Observers())) {
            RecoveryPointResult first = DatabaseDumps.backUp(engine, address(source));
            try (Connection connection = server.connect(source); Statement statement = connection.createStatement()) {
                statement.execute("UPDATE ticket SET score = 7 WHERE id = 17");
            }
            List<Progress> told = new CopyOnWriteArrayList<>();
            List<Long> tableLocks = new CopyOnWriteArrayList<>();
            engine.observers().add(new Observer() {
                @Override
                public void databaseCaptured(Instant at, Map<String, Integer> tablesByConsistency, long lockedMillis, long tableLockedMillis) {
                    tableLocks.add(tableLockedMillis);
                }

                @Override
                public void progress(Stage stage, Progress progress) {
                    if (stage == Stage.DATABASE) {
                        told.add(progress);
                    }
                }
            });
            RecoveryPointResult second = DatabaseDumps.backUp(engine, address(source));
            assertThat(second.database().locks()).filteredOn(lock -> lock.lock().equals("table legacy")).extracting(lock -> lock.heldMillis())
                    .as("the one table that no snapshot holds").isEqualTo(tableLocks);
            assertThat(second.addedBytes()).isLessThan(first.addedBytes() / 2);
            assertThat(told.get(0).estimated()).isTrue();
            assertThat(told.get(0).totalBytes()).as("the text of the dump before").isPositive();

            StoredSnapshot latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, true);
            assertThat(latest.id()).isEqualTo(second.snapshot());
            String target = newSchema("target");
            var stages = new StageLog();
            Restore restore = new Restore(engine.repository(), stages);
            var report = restore.database(latest, address(target), DatabaseOptions.defaults());
            assertThat(report.rows()).containsEntry("ticket", 8192L).containsEntry("legacy", 3L);
            assertThat(stages.began).containsExactly(Stage.RESTORE_DATABASE, Stage.VERIFY_DATABASE);
            assertThat(stages.last.get(Stage.RESTORE_DATABASE).totalBytes()).as("text of all rows, so that the time left can be told").isPositive();
            assertThat(stages.last.get(Stage.VERIFY_DATABASE).totalFiles()).as("tables").isEqualTo(2);
            String accounts = "cerb-backup cat " + latest.id().shortName() + " /database/accounts.sql";
            assertThat(restore.plan(latest, List.of()).commands()).endsWith(accounts);
            assertThat(report.warnings()).anyMatch(warning -> warning.contains(accounts));
            assertThat(checksums(target)).isEqualTo(checksums(source));

            assertThatThrownBy(() -> restore.database(latest, address(target), DatabaseOptions.defaults())).hasMessageContaining(target);
            assertThatThrownBy(() -> restore.database(latest, address(newSchema("none")), new DatabaseOptions(1, false, Set.of("legacy", "other_*")))).hasMessageContaining("`other_*`");
            var replaced = restore.replaced(latest, address(target), DatabaseOptions.defaults());
            assertThat(replaced.contents().counts()).isEqualTo(Map.of("table", 2L, "view", 1L));
            assertThat(replaced.contents().rows()).as("estimated").isPositive();
            assertThat(replaced.unfinished()).isNull();
            assertThat(restore.replaced(latest, address(target), new DatabaseOptions(1, true, Set.of("leg?c*"))).contents().summary()).isEqualTo("1 table of about 3 rows");
            assertThat(restore.replaced(latest, address("not_there"), DatabaseOptions.defaults()).contents().isEmpty()).isTrue();
            var lacking = restore.database(latest, address(newSchema("lacking")), DatabaseOptions.defaults().withoutRowsOf(Set.of("tick*")));
            assertThat(lacking.incomplete()).isTrue();
            assertThat(lacking.withoutRows()).containsExactly("ticket");
            assertThat(lacking.rows()).isEqualTo(Map.of("ticket", 0L, "legacy", 3L));
            assertThat(report.incomplete()).isFalse();
            halfRestoredIsIncomplete(engine, restore, source);
            String one = newSchema("one");
            restore.database(latest, address(one), new DatabaseOptions(1, false, Set.of("leg?c*")));
            try (Connection connection = server.connect(one); Statement statement = connection.createStatement();
                    var rows = statement.executeQuery("SELECT COUNT(*) FROM legacy")) {
                rows.next();
                assertThat(rows.getInt(1)).isEqualTo(3);
            }
        }
    }
}
