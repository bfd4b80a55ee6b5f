package cerb.backup.format.tree;

import cerb.backup.format.Timestamps;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * What a file system says about a file, its content apart. Immutable, compared by value.
 *
 * @param mode               Go's, see {@link NodeMode}
 * @param mtime              of the last change of the content; restic refuses a tree with a year beyond 9999, see {@link Timestamps#clamp}
 * @param atime              of the last access; equal to {@code mtime} unless somebody asked for more
 * @param ctime              of the last change of these data
 * @param uid                number of the owner
 * @param gid                number of the group
 * @param user               name of the owner, or empty
 * @param group              name of the group, or empty
 * @param inode              as 64 bits without sign; 0 for what is no file on a disk
 * @param deviceId           number of the file system, as 64 bits without sign; 0 likewise
 * @param links              number of hard links; restores join all nodes with more than one that share inode and device
 * @param extendedAttributes in the order of the listing
 */
public record NodeMetadata(long mode, Instant mtime, Instant atime, Instant ctime, long uid, long gid, String user, String group,
        long inode, long deviceId, long links, List<ExtendedAttribute> extendedAttributes) {

    /** Refuses nulls and copies the list. */
    public NodeMetadata {
        Objects.requireNonNull(mtime, "mtime");
        Objects.requireNonNull(atime, "atime");
        Objects.requireNonNull(ctime, "ctime");
        Objects.requireNonNull(user, "user");
        Objects.requireNonNull(group, "group");
        extendedAttributes = List.copyOf(extendedAttributes);
    }

    /**
     * Returns what stands for a thing that is no file on a disk, such as a part of a dump: one time, no owner, no inode. Restic joins files of
     * one inode, so made-up inodes would be worse than none.
     */
    public static NodeMetadata virtual(NodeType type, int permissions, Instant time) {
        return new NodeMetadata(NodeMode.of(type, permissions), time, time, time, 0, 0, "", "", 0, 0, 0, List.of());
    }
}
