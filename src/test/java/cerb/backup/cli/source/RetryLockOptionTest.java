package cerb.backup.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.work.RetryLock;
import java.time.Duration;
import org.junit.jupiter.api.Test;
import picocli.CommandLine;

/** How long a verb waits for a lock is told to a daemon, too, which does the work. */
final class RetryLockOptionTest {
    private static RetryLock given(String... words) {
        RetryLock option = new RetryLock();
        new CommandLine(CommandLine.Model.CommandSpec.create().addMixin("lock", CommandLine.Model.CommandSpec.forAnnotatedObject(option))).parseArgs(words);
        return option;
    }

    @Test
    void travelsWithTheArguments() {
        RetryLock ten = given("--retry-lock", "10m");
        assertThat(ten.patience()).isEqualTo(Duration.ofMinutes(10));
        assertThat(RetryLock.of(ten.addTo(Json.object()), Duration.ofSeconds(30))).isEqualTo(Duration.ofMinutes(10));
    }

    @Test
    void leavesTheWorkItsOwnPatienceWhereNothingIsSaid() {
        assertThat(given().patience()).isZero();
        assertThat(RetryLock.of(given().addTo(Json.object()), Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
        assertThat(RetryLock.of(Json.object(), Duration.ofSeconds(30))).isEqualTo(Duration.ofSeconds(30));
    }

    @Test
    void refusesWhatIsNoLengthOfTime() {
        assertThatThrownBy(() -> given("--retry-lock", "soon").patience()).isInstanceOf(FailureException.class).hasMessageContaining("--retry-lock").hasMessageContaining("soon");
    }
}
