package cerb.backup.operation.query;

import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeMode;
import java.time.Instant;

/**
 * An entry of a snapshot as it is listed.
 *
 * @param path       where it is
 * @param type       file, dir, symlink, and so on, as restic says
 * @param mode       permissions in octal, such as 0644
 * @param uid        owner
 * @param gid        group
 * @param user       owner's name, or empty
 * @param group      group's name, or empty
 * @param size       bytes of a file; else 0
 * @param mtime      time of the last change
 * @param linkTarget of a symbolic link, with Go's escapes; else null
 */
public record EntryInfo(EntryPath path, String type, String mode, long uid, long gid, String user, String group, long size, Instant mtime, String linkTarget) {
    /** What is listed of a node at a path. */
    public static EntryInfo of(EntryPath path, Node node) {
        NodeMetadata m = node.metadata();
        return new EntryInfo(path, node.type().word(), String.format("%04o", NodeMode.permissions(m.mode())), m.uid(), m.gid(), m.user(), m.group(),
                Math.max(0, node.size()), m.mtime(), node.linkTarget() == null ? null : node.linkTarget().toString());
    }
}
