package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.mysql.Identifier;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A schema that a person has named is dropped only if the drill's own load has claimed it, whoever comes between the looks. */
@Timeout(180)
final class DrillClaimTest {
    @TempDir
    private Path root;
    private DrillScene scene;
    private String given;
    private DrillOptions options;
    private Connection connection;

    @BeforeEach
    void open() throws Exception {
        scene = new DrillScene(root, Flavour.MARIADB);
        given = scene.server.newSchema("given");
        options = scene.options().withTargets(null, scene.live().withSchema(given));
        connection = scene.server.connect("");
    }

    @AfterEach
    void close() throws SQLException {
        connection.close();
        scene.server.dropSchema(given);
        scene.close();
    }

    private DrillReport drill(Stage stage, String... statements) {
        return scene.drill(options, scene.whole.copy(), at(stage, () -> execute(statements)));
    }

    private static Observer at(Stage wanted, Runnable work) {
        return new Observer() {
            @Override
            public void stageBegan(Stage stage) {
                if (stage == wanted) {
                    work.run();
                }
            }
        };
    }

    private void execute(String... statements) {
        try (Statement statement = connection.createStatement()) {
            for (String each : statements) {
                statement.execute(each);
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    private List<String> rows(String sql) {
        List<String> rows = new ArrayList<>();
        try (Statement statement = connection.createStatement(); ResultSet found = statement.executeQuery(sql)) {
            while (found.next()) {
                rows.add(found.getString(1));
            }
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
        return rows;
    }

    @ParameterizedTest
    @ValueSource(booleans = {false, true})
    void dropsNoSchemaThatSomebodyElseHasFilled(boolean hot) throws Exception {
        if (hot) {
            scene.backUpHot(root.resolve("copies"));
        }
        scene.drill(options, new MemoryBackend(), Observer.NONE);
        assertThat(rows("SHOW DATABASES LIKE '" + given + "'")).as("nothing was restored").hasSize(1);
        // the last one after the drill's own look, before that of its load
        for (Stage stage : List.of(Stage.RESTORE_STORAGE, Stage.RESTORE_DATABASE)) {
            DrillResult refused = drill(stage, "CREATE TABLE " + given + ".precious (id INT)").result();
            assertThat(refused.outcome()).isEqualTo(Outcome.REFUSED);
            assertThat(refused.findings().toString()).contains("is not empty: it holds 1 table");
            assertThat(rows("SHOW TABLES FROM " + given)).containsExactly("precious");
            execute("DROP TABLE " + given + ".precious");
        }
        DrillReport report = scene.drill(options, scene.whole.copy(), Observer.NONE);
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.result().rows()).isEqualTo(5);
        assertThat(report.proven()).anyMatch(sentence -> sentence.contains("3 tables with 5 rows, in each as many as the manifest says"));
        assertThat(report.unproven().stream().filter(sentence -> sentence.contains("The values of the rows of 2 tables"))).hasSize(hot ? 1 : 0);
        assertThat(rows("SHOW DATABASES LIKE '" + given + "'")).isEmpty();
    }

    /** A load goes on with what one of the same dump has left: a drill's does not, since that was somebody's who wants it. */
    @Test
    void neitherGoesOnWithNorDropsAnUnfinishedRestoreOfSomebodyElse() {
        List<String> remark = new ArrayList<>();
        String marker = given + ".cerb_backup_load";
        scene.drill(options, scene.whole.copy(), at(Stage.VERIFY_DATABASE, () -> remark.addAll(
                rows("SELECT TABLE_COMMENT FROM information_schema.TABLES WHERE TABLE_SCHEMA='" + given + "' AND TABLE_NAME='cerb_backup_load'"))));
        assertThat(remark).hasSize(1);
        execute("CREATE DATABASE " + given);
        DrillResult result = drill(Stage.RESTORE_DATABASE,
                "CREATE TABLE " + marker + " (path VARBINARY(700) NOT NULL PRIMARY KEY, loaded_rows BIGINT NOT NULL, at TIMESTAMP) COMMENT=" + Identifier.literal(remark.get(0))).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings().toString()).contains("holds an unfinished restore of the same recovery point");
        assertThat(rows("SHOW TABLES FROM " + given)).containsExactly("cerb_backup_load");
    }
}
