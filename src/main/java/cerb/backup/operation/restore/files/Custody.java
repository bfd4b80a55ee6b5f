package cerb.backup.operation.restore.files;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Map;

/**
 * Keeps other users out of a directory while files are restored below it. Java knows no way to make a directory or a link relative to one that is
 * open, so between the look at a directory and the write below it somebody could put a link in its place; but only somebody who may write to the
 * directory above. So the target, and every directory found in it, belongs to us with mode 0700 from before anything is written below it until its
 * own attributes are restored, the deepest first.
 */
final class Custody implements AutoCloseable {
    private static final int PRIVATE = 0700;
    /** This process's own directory belongs to whoever runs it. */
    private static final Path SELF = Path.of("/proc/self");

    private final Path target;
    private final Map<String, Object> before;

    /** Takes a target over; closing gives it back as it was. */
    Custody(Path target) {
        this.target = target;
        try {
            before = Files.readAttributes(target, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
            take(target);
        } catch (IOException e) {
            throw new OperationException("cannot restore to " + target + ": its owner and mode cannot be set: " + e,
                    "Name a directory that belongs to the user that restores.", e);
        }
    }

    /** Takes a directory over; its mode was read or is to be restored. Throws where it is somebody else's and we may not. */
    static void take(Path directory) throws IOException {
        Map<String, Object> now = Files.readAttributes(directory, "unix:uid,mode", LinkOption.NOFOLLOW_LINKS);
        Object self = Files.getAttribute(SELF, "unix:uid");
        if (!now.get("uid").equals(self)) {
            Files.setAttribute(directory, "unix:uid", self, LinkOption.NOFOLLOW_LINKS);
        }
        if (((int) now.get("mode") & 07777) != PRIVATE) {
            Files.setAttribute(directory, "unix:mode", PRIVATE, LinkOption.NOFOLLOW_LINKS);
        }
    }

    /** Gives the target its owner and mode back; where the snapshot's are wanted they come afterwards. */
    @Override
    public void close() {
        try {
            Files.setAttribute(target, "unix:mode", (int) before.get("mode") & 07777, LinkOption.NOFOLLOW_LINKS);
            Files.setAttribute(target, "unix:uid", before.get("uid"), LinkOption.NOFOLLOW_LINKS);
        } catch (IOException e) {
            throw new OperationException("cannot give " + target + " its owner and mode back: " + e, "Set them by hand.", e);
        }
    }
}
