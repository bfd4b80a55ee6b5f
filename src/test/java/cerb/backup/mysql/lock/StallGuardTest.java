package cerb.backup.mysql.lock;

import static org.assertj.core.api.Assertions.assertThatCode;

import cerb.backup.Oracles.Flavour;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.TestSchema;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

@Timeout(value = 60, threadMode = Timeout.ThreadMode.SEPARATE_THREAD)
class StallGuardTest {
    private static final int ATTEMPTS = 500;

    /** The next statement may be the one that gives a lock back. */
    @ParameterizedTest
    @EnumSource
    void killThatComesAsItsStatementEndsHitsNoOther(Flavour flavour) throws Exception {
        try (TestSchema schema = TestSchema.on(flavour)) {
            Connections connections = new Connections(schema.address());
            try (StallGuard guard = new StallGuard(connections); Session session = connections.open()) {
                for (int i = 0; i < ATTEMPTS; i++) {
                    guard.execute(session, "DO SLEEP(0.002)", System.nanoTime() + TimeUnit.MICROSECONDS.toNanos(1900 + i));
                    assertThatCode(() -> session.execute("DO 1")).as("the statement after the guarded one").doesNotThrowAnyException();
                }
            }
        }
    }
}
