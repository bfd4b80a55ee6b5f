package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.Flavour;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import cerb.backup.operation.observer.DrillResult.StepTime;
import cerb.backup.operation.observer.DrillStep;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What people assert of their rows is asked of the restored database, and fails the drill where it does not hold. */
@Timeout(180)
final class AssertionsTest {
    @TempDir
    private static Path root;
    private static DrillScene scene;

    @BeforeAll
    static void open() throws SQLException, IOException {
        scene = new DrillScene(root, Flavour.MARIADB);
    }

    @AfterAll
    static void close() throws SQLException {
        scene.close();
    }

    private DrillReport drill(String assertions) throws IOException {
        return scene.drill(scene.options().withAssertions(Files.writeString(root.resolve("assertions.sql"), assertions)), scene.whole.copy(), Observer.NONE);
    }

    @Test
    void holdWhereTheyAnswerANumberOtherThanZero() throws IOException {
        DrillReport report = drill("""
                -- there are tickets
                SELECT COUNT(*)
                  FROM ticket;

                -- workers have names
                SELECT SUM(name <> '') = COUNT(*) FROM worker;
                """);
        assertThat(report.result().findings()).isEmpty();
        assertThat(report.result().outcome()).isEqualTo(Outcome.PASSED);
        assertThat(report.proven()).contains("Assertion: there are tickets.", "Assertion: workers have names.");
        assertThat(report.result().steps()).extracting(StepTime::step).contains(DrillStep.ASSERT);
    }

    @Test
    void failTheDrillOneByOneAndChangeNothing() throws Exception {
        scene.execute("CREATE FUNCTION wipe() RETURNS INT DETERMINISTIC BEGIN DELETE FROM ticket; RETURN 1; END");
        scene.backUp();
        DrillReport report = drill("""
                -- zero
                SELECT COUNT(*) FROM nothing;
                -- null
                SELECT MAX(id) FROM nothing;
                -- rows
                SELECT id FROM ticket;
                -- columns
                SELECT 1, 1;
                -- text
                SELECT name FROM worker WHERE id = 1;
                -- unknown
                SELECT COUNT(*) FROM nowhere;
                -- delete
                DELETE FROM ticket;
                -- drop
                DROP TABLE worker;
                -- function
                SELECT wipe();
                -- all is there
                SELECT (SELECT COUNT(*) FROM ticket) = 3 AND (SELECT COUNT(*) FROM worker) = 2;
                """);
        assertThat(report.result().outcome()).isEqualTo(Outcome.FAILED);
        assertThat(report.result().mismatches()).isEqualTo(9);
        List<String> found = report.result().findings().stream().map(Finding::toString).toList();
        assertThat(found).hasSize(9).allMatch(finding -> finding.startsWith("assertion ") && finding.contains("Ask the live database the same"));
        assertThat(found.get(0)).contains("assertion zero: does not hold: it answers 0");
        assertThat(found.get(1)).contains("it answers null");
        assertThat(found.get(2)).contains("more than one row");
        assertThat(found.get(3)).contains("not one row of one column");
        assertThat(found.get(4)).contains("answers what is no number").doesNotContain("Kina");
        assertThat(found.subList(5, 9)).allMatch(finding -> finding.contains("cannot be asked"));
        assertThat(found.get(8)).contains("READ ONLY");
        assertThat(report.proven()).contains("Assertion: all is there.");
    }

    @ParameterizedTest
    @ValueSource(strings = {"SELECT 1;", "-- no end\nSELECT 1", "-- no query", "--\nSELECT 1;"})
    void refuseTheDrillWhereTheyCannotBeRead(String text) throws IOException {
        DrillResult result = drill(text).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.steps()).isEmpty();
        assertThat(result.findings()).singleElement().satisfies(finding -> assertThat(finding.toString()).contains("assertions.sql cannot be read").contains("Correct the file that drill.assertions names"));
    }

    @Test
    void areMissedWhereTheirFileIsNotThere() {
        DrillResult result = scene.drill(scene.options().withAssertions(root.resolve("nowhere.sql")), scene.whole.copy(), Observer.NONE).result();
        assertThat(result.outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(result.findings().toString()).contains("nowhere.sql cannot be read");
    }
}
