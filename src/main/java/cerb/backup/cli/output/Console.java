package cerb.backup.cli.output;

import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedOutputStream;
import java.io.FileDescriptor;
import java.io.FileOutputStream;
import java.io.IOException;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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
    /** The process's own streams, in UTF-8 whatever the locale: JSON is nothing else, and a name must not come out as question marks. */
    public static Console ofProcess(boolean json, boolean quiet) {
        return new Console(utf8(FileDescriptor.out), utf8(FileDescriptor.err), json, quiet, isTerminal(2));
    }

    private static PrintStream utf8(FileDescriptor stream) {
        return new PrintStream(new BufferedOutputStream(new FileOutputStream(stream)), true, StandardCharsets.UTF_8);
    }

    /** Prints a line, or several, of a result for people; what could move the cursor in it is shown as {@code ?}. */
    public void line(String text) {
        out.println(Printable.lines(text));
    }

    /** Clears the screen for a result that is shown again, where it is a terminal's; parts it from the one before by an empty line elsewhere. Does nothing for JSON. */
    public void clear() {
        if (!json) {
            out.print(isTerminal(1) ? "\u001b[H\u001b[2J\u001b[3J" : "\n");
        }
    }

    /** Prints a result in JSON. */
    public void result(JsonNode node) {
        out.println(Json.line(node));
        out.flush();
    }

    /** Says something that is not the result; not when quiet. */
    public void note(String text) {
        if (!quiet) {
            err.println(Printable.lines(text));
        }
    }

    /** Warns, even when quiet. */
    public void warn(String text) {
        err.println(Printable.lines(text));
    }

    private static boolean isTerminal(int descriptor) {
        Path link = Path.of("/proc/self/fd/" + descriptor);
        try {
            return Files.isSymbolicLink(link) ? Files.readSymbolicLink(link).toString().matches("/dev/(pts/|tty|console).*") : System.console() != null;
        } catch (IOException e) {
            return System.console() != null;
        }
    }
}
