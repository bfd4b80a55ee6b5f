package cerb.backup.operation.query.diff;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.List;
import java.util.Objects;
import java.util.function.Consumer;

/** Compares two trees. One comparison each. Iterates: a hostile tree may be deep. */
public final class Diff {
    /** A directory of one side or both that is being compared. */
    private record Level(EntryPath path, Entries left, Entries right) { }

    private final IndexedRepository index;
    private final boolean metadata;
    private final Consumer<Change> changes;
    private final SideCount removed;
    private final SideCount added;
    private final Deque<Level> levels = new ArrayDeque<>();
    private long changedFiles;

    /**
     * Prepares.
     *
     * @param index    the index, loaded after both snapshots were
     * @param metadata whether files count that differ in metadata only
     * @param changes  gets each difference, in the order of paths
     */
    public Diff(IndexedRepository index, boolean metadata, Consumer<Change> changes) {
        this.index = index;
        this.metadata = metadata;
        this.changes = changes;
        this.removed = new SideCount(index);
        this.added = new SideCount(index);
    }

    /**
     * Compares.
     *
     * @throws DamagedException if a tree cannot be read, or is out of order
     */
    public DiffSummary run(Id leftTree, Id rightTree) {
        removed.tree(leftTree);
        added.tree(rightTree);
        if (!leftTree.equals(rightTree)) {
            levels.push(new Level(EntryPath.ROOT, Entries.of(index, leftTree), Entries.of(index, rightTree)));
        }
        while (!levels.isEmpty()) {
            Level level = levels.peek();
            if (level.left.peek() == null && level.right.peek() == null) {
                levels.pop();
            } else {
                step(level);
            }
        }
        return new DiffSummary(changedFiles, added.without(removed), removed.without(added), removed.missing() + added.missing());
    }

    private void step(Level level) {
        Node left = level.left.peek();
        Node right = level.right.peek();
        int order = left == null ? 1 : right == null ? -1 : left.name().compareTo(right.name());
        if (order < 0) {
            lone(level.path, level.left.take(), "-", removed);
        } else if (order > 0) {
            lone(level.path, level.right.take(), "+", added);
        } else {
            both(level.path, level.left.take(), level.right.take());
        }
    }

    private void lone(EntryPath directory, Node node, String letter, SideCount side) {
        EntryPath path = directory.child(node.name());
        changes.accept(new Change(isDirectory(node) ? path.asDirectory() : path, letter));
        side.entry(node);
        if (isDirectory(node)) {
            Entries entries = Entries.of(index, node.subtree());
            levels.push(side == removed ? new Level(path, entries, Entries.none()) : new Level(path, Entries.none(), entries));
        }
    }

    private void both(EntryPath directory, Node left, Node right) {
        EntryPath path = directory.child(right.name());
        removed.blobs(left);
        added.blobs(right);
        String letters = letters(left, right);
        if (!letters.isEmpty()) {
            changes.accept(new Change(isDirectory(right) ? path.asDirectory() : path, letters));
        }
        if (isDirectory(left) && isDirectory(right)) {
            if (!left.subtree().equals(right.subtree())) {
                levels.push(new Level(path, Entries.of(index, left.subtree()), Entries.of(index, right.subtree())));
            }
        } else if (isDirectory(left)) {
            levels.push(new Level(path, Entries.of(index, left.subtree()), Entries.none()));
        } else if (isDirectory(right)) {
            levels.push(new Level(path, Entries.none(), Entries.of(index, right.subtree())));
        }
    }

    private String letters(Node left, Node right) {
        String type = left.type() == right.type() ? "" : "T";
        if (left.type() == NodeType.FILE && right.type() == NodeType.FILE && !Objects.equals(left.content(), right.content())) {
            changedFiles++;
            return type + (isOtherwiseEqual(left, right) ? "M?" : "M");
        }
        return metadata && !left.equals(right) ? type + "U" : type;
    }

    private static boolean isOtherwiseEqual(Node left, Node right) {
        return left.withContent(left.size(), List.of()).equals(right.withContent(right.size(), List.of()));
    }

    private static boolean isDirectory(Node node) {
        return node.type() == NodeType.DIRECTORY && node.subtree() != null;
    }
}
