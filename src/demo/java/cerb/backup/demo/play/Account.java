package cerb.backup.demo.play;

import cerb.backup.cli.output.Console;
import java.time.Duration;
import java.util.Locale;

/** What the demo tells while it goes on: steps with the time since it began, and on a terminal how far a step is. */
final class Account {
    private final Console console = Console.ofProcess(false, false);
    private final long began = System.nanoTime();

    Console console() {
        return console;
    }

    /** A step was made. */
    synchronized void step(String text) {
        clear();
        console.line(String.format(Locale.ROOT, "[%5.1f s] %s", elapsed().toMillis() / 1000.0, text));
        console.out().flush();
    }

    /** Something that belongs to the last step. */
    synchronized void detail(String text) {
        clear();
        console.line("          " + text);
        console.out().flush();
    }

    /** Text as it is. */
    synchronized void plain(String text) {
        clear();
        console.line(text);
    }

    /** How far the current step is; the next text takes its place. */
    synchronized void progress(String text) {
        if (console.terminal()) {
            console.err().print("\r\u001b[K          " + text);
            console.err().flush();
        }
    }

    /** Time since the demo began. */
    Duration elapsed() {
        return Duration.ofNanos(System.nanoTime() - began);
    }

    private void clear() {
        if (console.terminal()) {
            console.err().print("\r\u001b[K");
            console.err().flush();
        }
    }
}
