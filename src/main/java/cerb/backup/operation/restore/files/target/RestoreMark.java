package cerb.backup.operation.restore.files.target;

import cerb.backup.backend.local.FileError;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Optional;
import java.util.Properties;
import java.util.Set;
import java.util.stream.Stream;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The file in a target that says what is being restored to it. It is there from before anything is changed until all is done: as long as it is there, the
 * directory is not whole, the same restore goes on there, and what the directory was like can be told after a kill.
 *
 * @param what   what is restored, of which snapshot
 * @param paths  the paths that were asked for, empty for all
 * @param whole  whether the directory itself is restored, and does not only lead to what is
 * @param run    the word in its {@link TemporaryNames}
 * @param before what the target had before the restore
 */
public record RestoreMark(String what, List<RelativePath> paths, boolean whole, String run, OwnerAndMode before) {
    /** Its name. */
    public static final String NAME = ".cerb-backup-restore";
    static final FileAttribute<?> PRIVATE = PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------"));
    private static final RelativePath PATH = RelativePath.of(NAME);
    private static final RelativePath LOCK = RelativePath.of(TargetLock.NAME);
    private static final Logger LOG = LoggerFactory.getLogger(RestoreMark.class);
    private static final String SEPARATOR = "\0";

    /** Whether a path below a target is this file's or its lock's: what a snapshot has there is never restored. */
    public static boolean isAt(RelativePath path) {
        return path.equals(PATH) || path.equals(LOCK);
    }

    /** Reads the mark of a directory; empty where it has none, or one that is not ours or cannot be understood. */
    static Optional<RestoreMark> find(Path target) throws IOException {
        Path file = target.resolve(NAME);
        // somebody else could write there what we would give the directory to
        if (!Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) || !OwnerAndMode.isOwn(file)) {
            return Optional.empty();
        }
        var text = new Properties();
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            text.load(in);
            return Optional.of(new RestoreMark(value(text, "what"), paths(value(text, "paths")), Boolean.parseBoolean(value(text, "whole")), value(text, "run"),
                    new OwnerAndMode(Integer.parseInt(value(text, "uid")), Integer.parseInt(value(text, "mode"), 8))));
        } catch (IllegalArgumentException e) {
            LOG.warn("{} is of no use: {}", file, FileError.words(e, file));
            return Optional.empty();
        }
    }

    private static String value(Properties text, String key) {
        String value = text.getProperty(key);
        if (value == null) {
            throw new IllegalArgumentException("it has no " + key);
        }
        return value;
    }

    private static List<RelativePath> paths(String joined) {
        return joined.isEmpty() ? List.of() : Stream.of(joined.split(SEPARATOR)).map(RestoreMark::path).toList();
    }

    private static RelativePath path(String text) {
        RelativePath path = RelativePath.ROOT;
        for (String name : text.split("/")) {
            path = path.child(FileName.of(name.getBytes(StandardCharsets.ISO_8859_1)));
        }
        return path;
    }

    /** Whether another is of a restore of the same. */
    boolean isOfTheSameAs(RestoreMark other) {
        return what.equals(other.what) && paths.equals(other.paths) && whole == other.whole;
    }

    /** Whether nothing that another restore has not done is lacking once this one has ended, but for what the other's snapshot alone holds. */
    boolean covers(RestoreMark other) {
        return isOfTheSameAs(other) || whole && other.whole
                || !other.paths.isEmpty() && (whole || other.paths.stream().allMatch(path -> paths.stream().anyMatch(path::startsWith)));
    }

    /** What the target had before, while it has what the restore has made of that; what somebody has given it since is its own. */
    OwnerAndMode before(OwnerAndMode now) throws IOException {
        return now.equals(before.inCustody(whole)) ? before : now;
    }

    /** What it is of, for people. */
    String describe() {
        return what + (paths.isEmpty() ? "" : " " + paths);
    }

    /** Writes it to a directory; one that is there is replaced in one step. */
    void write(Path target, TemporaryNames names) throws IOException {
        var text = new Properties();
        text.setProperty("what", what);
        text.setProperty("paths", String.join(SEPARATOR, paths.stream().map(path -> new String(path.bytes(), StandardCharsets.ISO_8859_1)).toList()));
        text.setProperty("whole", Boolean.toString(whole));
        text.setProperty("run", run);
        text.setProperty("uid", Integer.toString(before.uid()));
        text.setProperty("mode", Integer.toOctalString(before.mode()));
        var bytes = new ByteArrayOutputStream();
        text.store(bytes, "A restore to this directory has not ended: it is not whole. The same command goes on.");
        names.put(target.resolve(NAME), name -> {
            try (FileChannel file = FileChannel.open(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, StandardOpenOption.SYNC), PRIVATE)) {
                file.write(ByteBuffer.wrap(bytes.toByteArray()));
            }
        });
    }

    /** Removes it, and leaves the directory the time it has. */
    static void remove(Path target) throws IOException {
        FileTime modified = Files.getLastModifiedTime(target);
        try {
            Files.delete(target.resolve(NAME));
            Files.setLastModifiedTime(target, modified);
        } catch (NoSuchFileException e) {
            LOG.warn("{} has gone from {} before the restore had ended", NAME, target);
        }
    }
}
