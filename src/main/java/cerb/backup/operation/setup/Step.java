package cerb.backup.operation.setup;

import java.nio.file.Path;
import java.util.Optional;

/** One thing that setup makes. Looks when it is made; used by one thread. */
public sealed interface Step permits DirectoryStep, SecretStep, AccountStep, ConfigurationStep {
    /** What it is about, such as {@code directory /backups/repository}. */
    String subject();

    /** What there is to do, in the infinitive; empty where it is done already. */
    Optional<String> pending();

    /** The file or directory that it makes; empty if there is nothing to make, or it is none. */
    default Optional<Path> makes() {
        return Optional.empty();
    }

    /** Whether somebody else has to do it, since this process has no right to. */
    default boolean isByHand() {
        return false;
    }

    /**
     * Does it.
     *
     * @throws RuntimeException in words for people, if it cannot be done
     */
    void run();
}
