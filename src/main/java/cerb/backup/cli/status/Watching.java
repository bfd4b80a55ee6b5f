package cerb.backup.cli.status;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import java.time.Duration;

/** Shows a screen again and again. Used by one thread. */
final class Watching {
    private final Console console;
    private final Duration interval;

    /** What is shown. */
    interface Screen {
        void show() throws Exception;
    }

    /** Clears this console before each time but the first; {@code interval} is the pause between two. */
    Watching(Console console, Duration interval) {
        this.console = console;
        this.interval = interval;
    }

    /** Until the thread is interrupted, or the first time fails. What fails later is told in the screen's place: it may pass, as a disk does that is mounted anew. */
    void run(Screen screen) throws Exception {
        screen.show();
        while (true) {
            Thread.sleep(interval.toMillis());
            console.clear();
            again(screen);
        }
    }

    private void again(Screen screen) throws Exception {
        try {
            screen.show();
        } catch (Exception e) {
            Failure failure = Failure.of(e);
            if (failure.exit() == ExitCode.INTERRUPTED) {
                throw e;
            }
            console.warn(failure.paragraph());
        }
    }
}
