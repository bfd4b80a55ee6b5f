package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;

/**
 * Stops a backup whose source has gone: a file system that is not mounted looks like an empty directory, and a backup of it would be a
 * faithful picture of nothing. Immutable and thread-safe.
 */
public final class SourceGuard {
    private static final long FEW_FILES = 20;

    private final Path root;
    private final boolean allowEmpty;

    /**
     * What a walk saw of the source.
     *
     * @param device id of the root's file system, as {@link Attributes#device}
     * @param files  regular files below the root
     */
    public record Sighting(long device, long files) {
    }

    /**
     * @param root       the storage directory
     * @param allowEmpty whether the operator has confirmed that the files are gone on purpose ({@code storage.allow-empty})
     */
    public SourceGuard(Path root, boolean allowEmpty) {
        this.root = root;
        this.allowEmpty = allowEmpty;
    }

    /**
     * To be asked before a walk or an update: is the directory there, readable, and not suddenly empty?
     *
     * @param earlier what the last backup saw; empty before the first
     * @return the device to remember
     * @throws SourceGoneException if not
     */
    public long beforeWalk(Optional<Sighting> earlier) {
        try {
            long device = Attributes.read(root.toRealPath()).device();
            boolean hadFiles = earlier.isPresent() && earlier.get().files() > 0;
            if (hadFiles && !allowEmpty && isEmpty()) {
                throw gone("is empty, but held " + earlier.get().files() + " files at the last backup", earlier.get().device() != device);
            }
            return device;
        } catch (NoSuchFileException e) {
            throw new SourceGoneException("storage directory " + root + " does not exist. Mount it, or correct storage.directory", e);
        } catch (IOException e) {
            throw new SourceGoneException("storage directory " + root + " cannot be read: " + e
                    + ". Let the backup's user read it, for instance by making it a member of the web server's group", e);
        }
    }

    /**
     * To be asked after a full walk, before anything is committed: are most files still there?
     *
     * @throws SourceGoneException if more than nine tenths of the files have gone since the last backup, and there were more than a few
     */
    public void afterWalk(Optional<Sighting> earlier, Sighting now) {
        if (allowEmpty || earlier.isEmpty()) {
            return;
        }
        long before = earlier.get().files();
        if (before >= FEW_FILES && now.files() < before / 10) {
            throw gone("holds " + now.files() + " files, but held " + before + " at the last backup", earlier.get().device() != now.device());
        }
    }

    private boolean isEmpty() throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(root)) {
            return !entries.iterator().hasNext();
        }
    }

    private SourceGoneException gone(String what, boolean anotherDevice) {
        String hint = anotherDevice ? "It is on another file system than then, so it is probably not mounted: mount it" : "Find out who removed them";
        return new SourceGoneException("storage directory " + root + " " + what + ". " + hint
                + ". If that is intended, set storage.allow-empty=true for one backup", null);
    }
}
