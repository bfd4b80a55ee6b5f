package cerb.backup.operation.interop;

import cerb.backup.operation.HelpdeskFixture;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/**
 * Alternates the two programs on one repository, with operations from a seed that a failure prints; {@code -Dinterop.rounds=} and
 * {@code -Dinterop.seed=} make it longer, and repeat one.
 */
final class AlternationTest {
    private static final int ROUNDS = Integer.getInteger("interop.rounds", 15);
    private static final int ROUNDS_A_COMPARISON = 8;

    @TempDir
    Path root;

    @Test
    void everySnapshotOfEitherRestoresByBoth() throws Exception {
        long seed = Long.getLong("interop.seed", System.nanoTime());
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 10);
        List<String> done = new ArrayList<>(List.of("seed " + seed));
        try (Programs programs = new Programs(helpdesk, new Random(seed))) {
            for (int round = 1; round <= ROUNDS; round++) {
                done.add(programs.step());
                if (round % ROUNDS_A_COMPARISON == 0 || round == ROUNDS) {
                    programs.compare();
                }
            }
        } catch (AssertionError | Exception e) {
            throw new AssertionError("after " + String.join(", ", done), e);
        }
    }
}
