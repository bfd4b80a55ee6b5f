package cerb.backup.format.tree;

import cerb.backup.format.Id;
import java.util.List;
import java.util.Objects;
import java.util.Optional;

/**
 * One entry of a directory (restic design, Trees and Data). Immutable, compared by value.
 *
 * @param name       its name in the directory
 * @param type       what it is
 * @param metadata   what the file system says about it
 * @param size       of a file, in bytes: the sum of its blobs; else 0
 * @param linkTarget of a symbolic link; else null
 * @param device     number of a device, as the kernel packs it; else 0
 * @param content    blobs of a file, in order, empty for an empty file; else null
 * @param subtree    tree of a directory; else null
 * @param error      what went wrong when it was read; normally empty
 */
public record Node(NodeName name, NodeType type, NodeMetadata metadata, long size, LinkTarget linkTarget, long device,
        List<Id> content, Id subtree, String error) {

    /** Refuses nulls where there must be a value, and copies the list. */
    public Node {
        Objects.requireNonNull(name, "name");
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(metadata, "metadata");
        Objects.requireNonNull(error, "error");
        content = content == null ? null : List.copyOf(content);
    }

    /** Returns a regular file of {@code size} bytes, which are those of the blobs {@code content}. */
    public static Node file(NodeName name, NodeMetadata metadata, long size, List<Id> content) {
        return new Node(name, NodeType.FILE, metadata, size, null, 0, content, null, "");
    }

    /** Returns a directory whose entries are those of the tree {@code subtree}. */
    public static Node directory(NodeName name, NodeMetadata metadata, Id subtree) {
        return new Node(name, NodeType.DIRECTORY, metadata, 0, null, 0, null, subtree, "");
    }

    /** Returns a symbolic link. */
    public static Node symlink(NodeName name, NodeMetadata metadata, LinkTarget target) {
        return new Node(name, NodeType.SYMLINK, metadata, 0, target, 0, null, null, "");
    }

    /** Returns a device, named pipe or socket; {@code device} is 0 for the latter two. */
    public static Node special(NodeName name, NodeType type, NodeMetadata metadata, long device) {
        return new Node(name, type, metadata, 0, null, device, null, null, "");
    }

    /** Returns this node with other metadata. */
    public Node withMetadata(NodeMetadata other) {
        return new Node(name, type, other, size, linkTarget, device, content, subtree, error);
    }

    /** Returns this directory with another tree. */
    public Node withSubtree(Id other) {
        return new Node(name, type, metadata, size, linkTarget, device, content, other, error);
    }

    /** Returns this file with other content. */
    public Node withContent(long otherSize, List<Id> other) {
        return new Node(name, type, metadata, otherSize, linkTarget, device, other, subtree, error);
    }

    /** Returns what makes this node unfit to be stored or restored, in words that follow the node's name; empty if nothing does. */
    public Optional<String> problem() {
        if (!name.isSafe()) {
            return Optional.of("has a name that no file can have");
        }
        if (type == NodeType.FILE && content == null) {
            return Optional.of("is a file without a list of blobs");
        }
        if (type == NodeType.DIRECTORY && subtree == null) {
            return Optional.of("is a directory without a tree");
        }
        if (type == NodeType.SYMLINK && linkTarget == null) {
            return Optional.of("is a symbolic link without a target");
        }
        return Optional.empty();
    }
}
