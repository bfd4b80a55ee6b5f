package cerb.backup.operation.tree;

import cerb.backup.format.Id;
import cerb.backup.format.Timestamps;
import cerb.backup.format.tree.ExtendedAttribute;
import cerb.backup.format.tree.LinkTarget;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeMode;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.ExtendedAttributes;
import cerb.backup.storage.FileName;
import cerb.backup.storage.SymbolicLink;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;

/** Makes nodes of what the file system says. */
final class Nodes {
    private Nodes() {
    }

    static NodeName name(FileName name) {
        return NodeName.of(name.bytes());
    }

    static NodeMetadata metadata(Attributes attributes, List<ExtendedAttribute> extended) {
        Instant modified = Timestamps.clamp(attributes.modified());
        return new NodeMetadata(
                NodeMode.fromUnix(attributes.mode()), modified, modified, Timestamps.clamp(attributes.changed()),
                Integer.toUnsignedLong(attributes.uid()), Integer.toUnsignedLong(attributes.gid()), attributes.user(), attributes.group(),
                attributes.inode(), attributes.device(), attributes.links(), extended);
    }

    /** A node without content of its own: a link, a pipe, a socket, a device. */
    static Node other(NodeName name, Attributes attributes, Path path) throws IOException {
        NodeMetadata metadata = metadata(attributes, List.of());
        NodeType type = NodeType.ofUnixMode(attributes.mode());
        return type == NodeType.SYMLINK
                ? Node.symlink(name, metadata, LinkTarget.of(SymbolicLink.target(path)))
                : Node.special(name, type, metadata, attributes.deviceNumber());
    }

    static List<ExtendedAttribute> extended(Path path) throws IOException {
        return ExtendedAttributes.read(path).entrySet().stream().map(entry -> ExtendedAttribute.of(entry.getKey(), entry.getValue())).toList();
    }

    /**
     * Whether nothing says that the content changed: size, mtime, ctime and inode agree. The device is left out: its number changes with
     * a reboot.
     */
    static boolean sameContent(Node base, Attributes attributes) {
        return base.type() == NodeType.FILE && attributes.isFile() && base.size() == attributes.size() && sameEntry(base, attributes);
    }

    /** Whether it is the same entry, and nothing about it has changed since. */
    static boolean sameEntry(Node base, Attributes attributes) {
        NodeMetadata known = base.metadata();
        return known.inode() == attributes.inode()
                && known.ctime().equals(Timestamps.clamp(attributes.changed()))
                && known.mtime().equals(Timestamps.clamp(attributes.modified()));
    }

    /**
     * The node of a file that is no longer there. Its inode may by now be another file's, and restic 0.14 deletes a file with one link that
     * shares an inode with a linked one (restic-format, Hard links): so it has none.
     */
    static Node carried(Node node) {
        NodeMetadata m = node.metadata();
        return node.withMetadata(new NodeMetadata(
                m.mode(), m.mtime(), m.atime(), m.ctime(), m.uid(), m.gid(), m.user(), m.group(), 0, 0, 0, m.extendedAttributes()));
    }

    static Node directory(NodeName name, NodeMetadata metadata, Id subtree) {
        return Node.directory(name, metadata, subtree);
    }
}
