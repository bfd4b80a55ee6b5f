package cerb.backup.operation.drill.scratch;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/** Keeps a drill away from directories in use. */
public final class TargetPaths {
    private TargetPaths() {
    }

    /** Refuses a directory that is a live one, lies in one, or has one below it, links followed. */
    public static void demandNotLive(Path target, List<Path> live) {
        Path real = real(target);
        for (Path each : live) {
            Path used = real(each);
            if (real.startsWith(used) || used.startsWith(real)) {
                throw new RefusedException(target + " is live: " + (real.equals(used) ? "it is " : real.startsWith(used) ? "it lies in " : "it holds ") + each,
                        "Name a directory that nothing else uses.");
            }
        }
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

    /** Refuses a directory that holds something. */
    public static void demandEmpty(Path target) {
        if (!Files.exists(target)) {
            return;
        }
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(target)) {
            if (entries.iterator().hasNext()) {
                throw new RefusedException(target + " is not empty", "Name an empty or new directory.");
            }
        } catch (IOException e) {
            throw new RefusedException(target + " cannot be looked at: " + e, "Name an empty or new directory.", e);
        }
    }
}
