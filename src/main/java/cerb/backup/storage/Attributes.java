package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Instant;
import java.util.Map;

/**
 * What the file system says about an entry without opening it; of a link, about the link itself.
 *
 * @param kind         what it is
 * @param mode         {@code st_mode}: type and permission bits
 * @param modified     when the content changed last, to the nanosecond
 * @param changed      when content or attributes changed last; cannot be set back by programs
 * @param inode        with {@code device} its identity while it exists
 * @param device       id of the file system
 * @param deviceNumber for a device file, which device; else 0
 * @param links        number of names
 * @param uid          owner
 * @param gid          group
 * @param user         owner's name, empty where the system knows none
 * @param group        group's name, empty where the system knows none
 * @param size         bytes
 */
public record Attributes(FileKind kind, int mode, Instant modified, Instant changed, long inode, long device, long deviceNumber, int links,
                         int uid, int gid, String user, String group, long size) {
    // without owner and group, whose look-up by name would cost more than all the rest
    private static final String WANTED = "unix:mode,ino,dev,rdev,nlink,uid,gid,ctime,lastModifiedTime,size";

    /**
     * Reads an entry's attributes, not following a link.
     *
     * @throws java.nio.file.NoSuchFileException if there is none
     * @throws IOException                       if they cannot be read
     */
    public static Attributes read(Path path) throws IOException {
        Map<String, Object> unix = Files.readAttributes(path, WANTED, LinkOption.NOFOLLOW_LINKS);
        int mode = (Integer) unix.get("mode");
        int uid = (Integer) unix.get("uid");
        int gid = (Integer) unix.get("gid");
        return new Attributes(FileKind.ofMode(mode), mode, instant(unix, "lastModifiedTime"), instant(unix, "ctime"), (Long) unix.get("ino"),
                (Long) unix.get("dev"), (Long) unix.get("rdev"), (Integer) unix.get("nlink"), uid, gid,
                Owners.USERS.name(uid, path), Owners.GROUPS.name(gid, path), (Long) unix.get("size"));
    }

    private static Instant instant(Map<String, Object> unix, String name) {
        return ((FileTime) unix.get(name)).toInstant();
    }

    /**
     * Whether nothing says that the content changed between two readings: size, both times and inode agree. The device is left out,
     * because its number changes with a reboot or a new mount.
     */
    public boolean sameContentAs(Attributes other) {
        return kind == other.kind && size == other.size && inode == other.inode && modified.equals(other.modified) && changed.equals(other.changed);
    }

    /** Whether it is a directory. */
    public boolean isDirectory() {
        return kind == FileKind.DIRECTORY;
    }

    /** Whether it is a regular file. */
    public boolean isFile() {
        return kind == FileKind.FILE;
    }
}
