package cerb.backup.operation.drill.scratch;

import cerb.backup.operation.gate.LiveDirectories;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.Path;

/** Keeps a drill away from directories in use. */
public final class TargetPaths {
    private TargetPaths() {
    }

    /** Refuses a directory that is a live one, lies in one, or has one below it. */
    public static void demandNotLive(Path target, LiveDirectories live) {
        live.conflict(target).ifPresent(words -> {
            throw new RefusedException(words, "Name a directory that nothing else uses.");
        });
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
