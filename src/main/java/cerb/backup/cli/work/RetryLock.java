package cerb.backup.cli.work;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Kind;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.Duration;
import picocli.CommandLine.Option;

/** The option by which a verb waits for another program that has locked the repository, as restic has it. */
public final class RetryLock {
    private static final String OPTION = "--retry-lock";
    private static final String ARGUMENT = "retry_lock";

    @Option(names = OPTION, paramLabel = "DURATION", description = "How long to wait where another program's lock is in the way, such as 10m; else backup and forget wait as long as repository.retry-lock says, prune 10m, repair index and key 30s, and others not at all.")
    private String text;

    /** What was said; zero where nothing was. Throws FailureException where that is no length of time. */
    public Duration patience() {
        return parse(text == null ? "" : text, Duration.ZERO);
    }

    /** Adds what was said to the arguments of a work, which {@link #of} reads. */
    public ObjectNode addTo(ObjectNode arguments) {
        return arguments.put(ARGUMENT, text);
    }

    /** What the arguments of a work say; {@code standard} where they say nothing. Throws as {@link #patience}. */
    public static Duration of(ObjectNode arguments, Duration standard) {
        return parse(arguments.hasNonNull(ARGUMENT) ? arguments.path(ARGUMENT).asText() : "", standard);
    }

    private static Duration parse(String text, Duration standard) {
        return text.isEmpty() ? standard : Texts.value(Kind.DURATION, OPTION, text);
    }
}
