package cerb.backup.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * Where a verb writes: results to standard output, everything else to standard error, so that a result can always be piped on.
 *
 * @param out      for results
 * @param err      for progress, notes and errors
 * @param json     whether results are JSON
 * @param quiet    whether only results and errors are shown
 * @param terminal whether standard error is a terminal, on which a line may be drawn again
 */
public record Console(PrintStream out, PrintStream err, boolean json, boolean quiet, boolean terminal) {
    /** The process's own streams. */
    public static Console ofProcess(boolean json, boolean quiet) {
        return new Console(System.out, System.err, json, quiet, errorIsTerminal());
    }

    /** Prints one line of a result for people. */
    public void line(String text) {
        out.println(text);
    }

    /** Prints a result in JSON. */
    public void result(JsonNode node) {
        out.println(Json.line(node));
        out.flush();
    }

    /** Says something that is not the result; not when quiet. */
    public void note(String text) {
        if (!quiet) {
            err.println(text);
        }
    }

    /** Warns, even when quiet. */
    public void warn(String text) {
        err.println(text);
    }

    private static boolean errorIsTerminal() {
        Path link = Path.of("/proc/self/fd/2");
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*") : System.console() != null;
        } catch (IOException e) {
            return System.console() != null;
        }
    }
}
