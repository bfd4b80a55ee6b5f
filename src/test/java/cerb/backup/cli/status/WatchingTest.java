package cerb.backup.cli.status;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.Console;
import cerb.backup.repository.shared.NoRepositoryException;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.channels.ClosedByInterruptException;
import java.time.Duration;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.Test;

class WatchingTest {
    private final ByteArrayOutputStream out = new ByteArrayOutputStream();
    private final ByteArrayOutputStream err = new ByteArrayOutputStream();
    private final Console console = new Console(new PrintStream(out, true), new PrintStream(err, true), false, false, false);
    private final Watching watching = new Watching(console, Duration.ofMillis(1));
    private final AtomicInteger shown = new AtomicInteger();

    @Test
    void tellsOfAFailureAndStaysUntilItIsInterrupted() {
        assertThatThrownBy(() -> watching.run(() -> {
            switch (shown.incrementAndGet()) {
                case 2 -> throw new NoRepositoryException("there is no repository in /backups");
                case 4 -> throw new IllegalStateException(new ClosedByInterruptException());
                default -> console.line("screen " + shown);
            }
        })).hasCauseInstanceOf(ClosedByInterruptException.class);
        assertThat(out.toString()).contains("screen 1", "screen 3").doesNotContain("screen 2");
        assertThat(err.toString()).contains("there is no repository in /backups");
    }

    @Test
    void doesNotBeginWithAFailure() {
        assertThatThrownBy(() -> watching.run(() -> {
            shown.incrementAndGet();
            throw new NoRepositoryException("there is no repository in /backups");
        })).isInstanceOf(NoRepositoryException.class);
        assertThat(shown).hasValue(1);
    }
}
