package cerb.backup.operation.restore.files;

import cerb.backup.operation.report.Finding;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;

/** What is said of an entry that is not restored; what has its name is left as it was. */
final class LeftOut {
    private LeftOut() {
    }

    /** The repository does not have it whole; {@code why} says what it lacks. */
    static Finding damaged(RelativePath path, Path file, String why) {
        return Finding.damage(path.toString(), "is left out: " + why + kept(file), "Restore it from another copy (--from SINK) or from an older snapshot, and run check.");
    }

    /** The system refused it. */
    static Finding unwritten(RelativePath path, Path file, Exception why) {
        return Finding.incomplete(path.toString(), "could not be written: " + why + kept(file), "");
    }

    private static String kept(Path file) {
        return Files.exists(file, LinkOption.NOFOLLOW_LINKS) ? "; what was there is left as it was" : "";
    }
}
