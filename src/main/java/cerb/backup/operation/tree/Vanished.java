package cerb.backup.operation.tree;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.time.Instant;
import java.util.NavigableMap;
import java.util.TreeMap;

/**
 * What the base holds and the directory does not: objects may be carried, everything else leaves the tree. For the walk's thread.
 */
final class Vanished {
    private final TreeSource source;
    private final IndexedRepository index;
    private final RepositoryWriter writer;
    private final CarryPolicy policy;
    private final TreeCounts counts;
    private final Instant now;
    private final NavigableMap<RelativePath, Instant> carried;

    Vanished(TreeSource source, IndexedRepository index, RepositoryWriter writer, CarryPolicy policy, TreeCounts counts, Instant now) {
        this.source = source;
        this.index = index;
        this.writer = writer;
        this.policy = policy;
        this.counts = counts;
        this.now = now;
        this.carried = new TreeMap<>(policy.listed().since());
    }

    CarriedFiles carried() {
        return new CarriedFiles(carried);
    }

    /** Adds the node to keep of an entry that is no longer there, if any; the entry may be null. */
    void entry(RelativePath path, BaseDirectory.Entry known, PendingTree tree) {
        Node kept = known == null ? null : known.any().type() == NodeType.DIRECTORY ? directory(path, known, true) : file(path, known);
        if (kept != null) {
            tree.add(kept);
        }
    }

    /** The node to keep of a file that is no longer there, or null. */
    Node file(RelativePath path, BaseDirectory.Entry known) {
        if (known == null) {
            return null;
        }
        return file(path, known, true);
    }

    private Node file(RelativePath path, BaseDirectory.Entry known, boolean mayCarry) {
        Node node = known.any();
        boolean wasCounted = known.first() != null && known.first().type() == NodeType.FILE;
        boolean keep = mayCarry && node.type() == NodeType.FILE && source.objects().test(path)
                && !source.exclusions().excludes(path, false)
                && policy.keeps(path, node, known.first() != null) && FileNodes.holdsContent(index, node);
        if (keep) {
            carried.put(path, policy.since(path, now));
            counts.gained(wasCounted ? 0 : 1, wasCounted ? 0 : node.size());
            return Nodes.carried(node);
        }
        carried.remove(path);
        counts.gained(wasCounted ? -1 : 0, wasCounted ? -known.first().size() : 0);
        return null;
    }

    private Node directory(RelativePath path, BaseDirectory.Entry known, boolean mayCarry) {
        var tree = new PendingTree();
        BaseDirectory base = BaseDirectory.of(index, held(known.firstTree()), held(known.secondTree()));
        while (base.nextName() != null) {
            BaseDirectory.Entry entry = base.next();
            RelativePath child = path.child(FileName.of(entry.name().bytes()));
            Node kept = entry.any().type() == NodeType.DIRECTORY ? directory(child, entry, mayCarry) : file(child, entry, mayCarry);
            if (kept != null) {
                tree.add(kept);
            }
        }
        return tree.isEmpty() ? null : Nodes.carried(known.any()).withSubtree(writer.storeTree(tree.finish()));
    }

    private Id held(Id tree) {
        return tree != null && index.contains(new BlobHandle(BlobType.TREE, tree)) ? tree : null;
    }

    /** An entry is excluded now: nothing of it stays. */
    void forget(RelativePath path, BaseDirectory.Entry known) {
        if (known != null && known.any().type() == NodeType.DIRECTORY) {
            directory(path, known, false);
        } else if (known != null) {
            file(path, known, false);
        }
    }

    /** An entry is there, as a {@code type}: it is not carried, and what it was before counts no longer if it was something else. */
    void reappeared(RelativePath path, BaseDirectory.Entry known, NodeType type) {
        carried.remove(path);
        if (known != null && known.any().type() != type) {
            forget(path, known);
        }
    }
}
