package cerb.backup.operation.restore.files.target;

import cerb.backup.backend.local.FileError;
import cerb.backup.configuration.value.Sizes;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.DirectoryStream;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.function.ToLongFunction;

/** The directory that files are restored to, with what an earlier restore has left there. For one thread. */
public final class TargetDirectory {
    private static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rwx------"));

    private final Path path;
    private final RestoreMark earlier;
    private final RestoreMark mark;
    private final TemporaryNames names;

    private TargetDirectory(Path path, RestoreMark earlier, RestoreMark mark) {
        this.path = path;
        this.earlier = earlier;
        this.mark = mark;
        this.names = new TemporaryNames(mark.run());
    }

    /**
     * Makes a directory if it does not exist. Throws where it holds something, unless that may be overwritten, or is of a restore of the same that has not
     * ended; and where another one has not ended that would be forgotten. What one that was killed has left half-written is removed. The caller holds its {@link TargetLock}, until it is restored.
     *
     * @param paths what of it is to be restored, empty for all
     * @param whole whether the directory itself is
     * @param what  what is to be restored, of which snapshot
     */
    public static TargetDirectory prepare(Path target, boolean overwrite, List<RelativePath> paths, boolean whole, String what) {
        try {
            Files.createDirectories(target);
            TargetDirectory directory = look(target, overwrite, paths, whole, what);
            if (directory.isUnfinished()) {
                new TemporaryNames(directory.earlier.run()).sweep(directory.path, directory.earlier.paths());
            }
            return directory;
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    /**
     * Throws what {@link #prepare} and {@link #demandRoom} throw, and makes nothing: for whoever has other things to do first.
     *
     * @param room how many bytes it needs; asked for once all else is well, with the real path of what is there, or null where nothing is. No room is demanded where an earlier
     *             restore has not ended, since going on with it first removes what that has left half-written
     */
    public static void demand(Path target, boolean overwrite, List<RelativePath> paths, boolean whole, String what, ToLongFunction<Path> room) {
        try {
            Path present = present(target.toAbsolutePath());
            if (!Files.isDirectory(present) || !Files.isWritable(present)) {
                throw new FileSystemException(present.toString(), null, Files.isDirectory(present) ? "access denied" : "is no directory");
            }
            boolean isThere = present.equals(target.toAbsolutePath());
            boolean isUnfinished = isThere && look(target, overwrite, paths, whole, what).isUnfinished();
            long bytes = room.applyAsLong(isThere && (overwrite || isUnfinished) ? target.toRealPath() : null);
            if (!isUnfinished) {
                demandRoom(present, bytes);
            }
        } catch (IOException e) {
            throw notWritable(target, e);
        }
    }

    private static Path present(Path path) {
        return Files.exists(path, LinkOption.NOFOLLOW_LINKS) || path.getParent() == null ? path : present(path.getParent());
    }

    private static TargetDirectory look(Path target, boolean overwrite, List<RelativePath> paths, boolean whole, String what) throws IOException {
        Path real = target.toRealPath();
        RestoreMark earlier = RestoreMark.find(real).orElse(null);
        OwnerAndMode now = OwnerAndMode.of(real);
        OwnerAndMode before = earlier == null ? now : earlier.before(now);
        RestoreMark mark = new RestoreMark(what, paths, whole, Long.toHexString(new SecureRandom().nextLong()), before);
        boolean goesOn = earlier != null && mark.isOfTheSameAs(earlier);
        boolean forgets = earlier != null && !mark.covers(earlier);
        if (forgets || !overwrite && !goesOn && !isEmpty(real)) {
            throw refusal(target, earlier, forgets);
        }
        return new TargetDirectory(real, earlier, mark);
    }

    private static OperationException notWritable(Path target, IOException e) {
        return new OperationException("cannot restore to " + target + ": " + FileError.words(e, target), "Name a directory that you may write to.", e);
    }

    private static OperationException refusal(Path target, RestoreMark earlier, boolean forgets) {
        if (earlier == null) {
            return new OperationException("cannot restore to " + target + ": it is not empty", "Name an empty or new directory, or add --overwrite.");
        }
        // without its mark a half-restored directory would pass for a whole one
        return new OperationException("cannot restore to " + target + ": a restore of " + earlier.describe() + " to it has not ended" + (forgets ? ", and this one would not complete it" : ""),
                "Restore that again, which goes on, or name another directory, or " + (forgets ? "where it is given up for good, remove " + RestoreMark.NAME
                        + " there first: what it has not restored stays as it is." : "add --overwrite."));
    }

    /** Marks it as not whole. Throws where no file can be made there. */
    public void begin() throws IOException {
        mark.write(path, names);
    }

    /** What is to be said of an earlier restore to it that has not ended. */
    public Optional<Finding> remark() {
        if (earlier == null) {
            return Optional.empty();
        }
        return Optional.of(Finding.note(path.toString(), earlier.isOfTheSameAs(mark) ? "an earlier restore of the same had not ended, and this one went on"
                : "an earlier restore of " + earlier.describe() + " had not ended: what of it was not restored now may be lacking, or closed to others"));
    }

    /**
     * A directory that holds something and that others may write to now, and not while these paths (empty for all) are restored: see {@link Custody}. Empty where there is none, or where
     * that is not known.
     */
    public static Optional<Path> closed(Path target, List<RelativePath> paths) {
        List<RelativePath> gone = new ArrayList<>(List.of(RelativePath.ROOT));
        for (RelativePath path : paths) {
            for (RelativePath above = path; !above.isRoot(); above = above.parent()) {
                gone.add(above);
            }
        }
        try {
            Path real = target.toRealPath();
            for (RelativePath path : isEmpty(real) ? List.<RelativePath>of() : gone) {
                Path directory = path.in(real);
                if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS) && OwnerAndMode.of(directory).isOpen()) {
                    return Optional.of(directory);
                }
            }
        } catch (IOException e) {
            return Optional.empty(); // the restore itself tells
        }
        return Optional.empty();
    }

    /** Its real path. */
    public Path path() {
        return path;
    }

    /** Names for what is not whole in it. */
    public TemporaryNames names() {
        return names;
    }

    /** What it had before anything was restored to it. */
    public OwnerAndMode before() {
        return mark.before();
    }

    /** Whether a restore has begun there and not ended. */
    public boolean isUnfinished() {
        return earlier != null;
    }

    /** Says that all of a command's restore to a directory is done. */
    public static void end(Path target) {
        try {
            RestoreMark.remove(target);
        } catch (IOException e) {
            throw new OperationException("all is restored to " + target + ", but " + RestoreMark.NAME + " cannot be removed: " + e, "Remove it by hand.", e);
        }
    }

    private static boolean isEmpty(Path directory) throws IOException {
        try (DirectoryStream<Path> entries = Files.newDirectoryStream(directory)) {
            for (Path entry : entries) {
                if (!entry.getFileName().toString().equals(TargetLock.NAME)) {
                    return false;
                }
            }
            return true;
        }
    }

    /** Refuses to begin where the space would not do. */
    public void demandRoom(long bytes) {
        demandRoom(path, bytes);
    }

    private static void demandRoom(Path path, long bytes) {
        try {
            long free = Files.getFileStore(path).getUsableSpace();
            if (bytes > free) {
                throw new OperationException("cannot restore to " + path + ": " + Sizes.words(bytes) + " are to be restored, and its disk has "
                        + Sizes.words(free) + " free", "Free space there, or name another directory.");
            }
        } catch (IOException e) {
            throw new OperationException("cannot ask for the free space of " + path + ": " + FileError.words(e, path), "Name a directory that you may write to.", e);
        }
    }

    /**
     * Makes a directory below the target, or takes over the one that is there. A file or link in its place is never followed: it is removed where the
     * directory is restored as a {@code whole}, and throws where it only leads to what is restored. Returns what a directory that was there had, or null.
     */
    public static OwnerAndMode make(Path directory, boolean whole) throws IOException {
        try {
            Files.createDirectory(directory, PRIVATE);
            return null;
        } catch (FileAlreadyExistsException e) {
            if (Files.isDirectory(directory, LinkOption.NOFOLLOW_LINKS)) {
                OwnerAndMode before = OwnerAndMode.of(directory);
                Custody.take(directory, before, whole);
                return before;
            }
            if (!whole) {
                throw new FileSystemException(directory.toString(), null, "is no directory, and stays, since only what is below it was asked for. Move it away, or restore to where it leads");
            }
            Files.delete(directory);
            Files.createDirectory(directory, PRIVATE);
            return null;
        }
    }
}
