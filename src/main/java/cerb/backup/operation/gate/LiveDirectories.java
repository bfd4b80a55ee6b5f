package cerb.backup.operation.gate;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Directories in use, in which, and around which, nothing else is written: what is backed up, and the repositories. Immutable.
 *
 * @param paths they may be missing
 */
public record LiveDirectories(List<Path> paths) {
    /** Copies the list. */
    public LiveDirectories {
        paths = List.copyOf(paths);
    }

    /** Those that the configuration names: storage, extra paths, the local repository, and sinks on this machine. */
    public static LiveDirectories of(Settings settings) {
        List<Path> paths = new ArrayList<>(List.of(settings.get(Keys.STORAGE_DIRECTORY), settings.get(Keys.REPOSITORY_DIRECTORY)));
        settings.get(Keys.EXTRA_PATHS).forEach(path -> paths.add(Path.of(path)));
        settings.sinks().forEach(sink -> settings.directoryHere(sink).ifPresent(paths::add));
        return new LiveDirectories(paths);
    }

    /** The same and one more. */
    public LiveDirectories with(Path other) {
        List<Path> all = new ArrayList<>(paths);
        all.add(other);
        return new LiveDirectories(all);
    }

    /** Whether a directory is one of them, lies in one, or has one below it, links followed: words such as {@code "/a/b is live: it lies in /a"}. */
    public Optional<String> conflict(Path target) {
        Path real = real(target);
        for (Path each : paths) {
            Path used = real(each);
            if (real.startsWith(used) || used.startsWith(real)) {
                return Optional.of(target + " is live: " + (real.equals(used) ? "it is " : real.startsWith(used) ? "it lies in " : "it holds ") + each);
            }
        }
        return Optional.empty();
    }

    /** The directory as the system sees it; of one that is not there yet, what is there of it. */
    private static Path real(Path path) {
        Path absolute = path.toAbsolutePath().normalize();
        for (Path there = absolute; there != null; there = there.getParent()) {
            try {
                return there.toRealPath().resolve(there.relativize(absolute)).normalize();
            } catch (IOException e) {
                continue; // the one above it
            }
        }
        return absolute;
    }
}
