package cerb.backup.operation.restore.files.target;

import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Path;

/**
 * Keeps other users from writing to a directory while files are restored below it. Java knows no way to make a directory or a link relative to one that
 * is open, so between the look at a directory and the write below it somebody could put a link in its place; but only somebody who may write to the
 * directory above. So the target, and every directory found in it, belongs to us from before anything is written below it until its own attributes are
 * restored, the deepest first: with mode 0700 what is restored as a whole, and without others' right to write what only leads there, which a helpdesk
 * that runs on it goes on reading.
 */
public final class Custody implements AutoCloseable {
    private final Path target;
    private final OwnerAndMode before;

    /** Takes a target over, which had {@code before}; closing gives it back as it was. */
    public Custody(Path target, OwnerAndMode before, boolean whole) {
        this.target = target;
        this.before = before;
        try {
            take(target, before, whole);
        } catch (IOException e) {
            throw new OperationException("cannot restore to " + target + ": its owner and mode cannot be set: " + e,
                    "Name a directory that belongs to the user that restores.", e);
        }
    }

    /** Takes a directory over that has or had {@code before}. Throws where it is somebody else's and we may not. */
    static void take(Path directory, OwnerAndMode before, boolean whole) throws IOException {
        before.inCustody(whole).replace(OwnerAndMode.of(directory), directory);
    }

    /** Gives the target its owner and mode back; where the snapshot's are wanted they come afterwards. */
    @Override
    public void close() {
        try {
            before.replace(OwnerAndMode.of(target), target);
        } catch (IOException e) {
            throw new OperationException("cannot give " + target + " its owner and mode back: " + e, "Set them by hand.", e);
        }
    }
}
