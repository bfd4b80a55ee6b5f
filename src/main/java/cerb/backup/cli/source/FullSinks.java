package cerb.backup.cli.source;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.repository.Repository;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.BiConsumer;

/**
 * Keeps a second repository from being made beside one that a sink still holds: where the local one is lost, a new one would back up from the beginning, and could never be
 * mirrored to where the old one is.
 */
public final class FullSinks {
    private FullSinks() {}

    /**
     * Asks every sink of the configuration.
     *
     * @param unreachable gets the name of each sink that cannot be asked, and why
     * @throws FailureException if one of them holds a repository
     */
    public static void refuse(Settings settings, BiConsumer<String, Failure> unreachable) {
        for (String sink : settings.sinks()) {
            boolean full;
            try (Backend content = SinkContent.open(settings, sink)) {
                full = isFull(content);
            } catch (RuntimeException e) {
                unreachable.accept(sink, Failure.of(e));
                continue;
            }
            if (full) {
                throw FailureException.refused("there is no repository in " + settings.get(Keys.REPOSITORY_DIRECTORY) + ", but sink " + sink + " holds one",
                        "Take it up again with cerb-backup init --from " + sink + ". To begin anew beside it, give the sink another prefix or directory.");
            }
        }
    }

    private static boolean isFull(Backend content) {
        AtomicBoolean found = new AtomicBoolean(Repository.exists(content));
        content.list(FileType.KEY, (handle, size) -> found.set(true));
        return found.get();
    }
}
