package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.ExitCode;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;
import java.util.function.BiConsumer;

/**
 * What a verb's work came to, here or in the daemon.
 *
 * @param exit   the exit code
 * @param result the documented fields of the verb's JSON
 */
public record Outcome(ExitCode exit, ObjectNode result) {
    public Outcome {
        Objects.requireNonNull(exit);
        Objects.requireNonNull(result);
    }

    /** Prints the result, as JSON or as {@code text} prints it for people, and returns the number of the exit code. */
    public int print(Console console, BiConsumer<Console, JsonNode> text) {
        if (console.json()) {
            console.result(result);
        } else {
            text.accept(console, result);
        }
        return exit.number();
    }
}
