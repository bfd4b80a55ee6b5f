package cerb.backup.cli.daemon;

import cerb.backup.cli.output.ExitCode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.Objects;

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
}
