package cerb.backup.operation.tree;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.operation.tree.carry.CarryPolicy;
import cerb.backup.operation.tree.carry.Salvage;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.time.Instant;
import java.util.List;
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
    private final Findings findings;
    private final Salvage salvage;
    private boolean metLoss;
    private boolean metLinks;

    Vanished(TreeSource source, IndexedRepository index, RepositoryWriter writer, CarryPolicy policy, TreeCounts counts, Findings findings, Instant now) {
        this.source = source;
        this.index = index;
        this.writer = writer;
        this.policy = policy;
        this.counts = counts;
        this.now = now;
        this.findings = findings;
        this.salvage = new Salvage(index, writer);
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
        metLinks |= node.metadata().links() > 1;
        boolean wasCounted = known.first() != null && known.first().type() == NodeType.FILE;
        boolean keep = mayCarry && node.type() == NodeType.FILE && source.objects().test(path)
                && !source.exclusions().excludes(path, false)
                && policy.keeps(path, node, known.first() != null) && holdsContent(path, node);
        if (keep) {
            carried.put(path, policy.since(path, now));
            counts.gained(wasCounted ? 0 : 1, wasCounted ? 0 : node.size());
            counts.held(node.size());
            return Nodes.carried(node);
        }
        carried.remove(path);
        counts.gained(wasCounted ? -1 : 0, wasCounted ? -known.first().size() : 0);
        return null;
    }

    private Node directory(RelativePath path, BaseDirectory.Entry known, boolean mayCarry) {
        var tree = new PendingTree();
        BaseDirectory base = base(path, known.firstTree(), known.secondTree());
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

    /** Whether the repository still has the content of a file that the source has no longer. */
    private boolean holdsContent(RelativePath path, Node file) {
        try {
            salvage.file(file);
            return true;
        } catch (DamagedException e) {
            findings.add(Finding.incomplete(path.toString(), "has vanished from the source, and what was kept of it cannot be read: " + e.getMessage(),
                    "Copy the pack from a sink, if one has it."));
            return false;
        }
    }

    /** What the base holds of a directory; nothing where that is lost, and then nothing below it is carried any longer. */
    BaseDirectory base(RelativePath path, Id first, Id second) {
        return BaseDirectory.of(index, first, second, loss -> {
            metLoss = true;
            findings.add(Finding.note(path.isRoot() ? "storage" : path.toString(),
                    "what was stored of this directory cannot be read, so all of it is read anew: " + loss.getMessage()));
            List<RelativePath> below = carried.keySet().stream().filter(file -> file.startsWith(path)).toList();
            below.forEach(file -> findings.add(Finding.incomplete(file.toString(), "has vanished from the source, and what was kept of it is lost with its directory",
                    "Restore it from an older snapshot.")));
            carried.keySet().removeAll(below);
        });
    }

    /** Whether a file that had several names has lost one: what was changed by it before is told of this name alone. */
    boolean metLinks() {
        return metLinks;
    }

    /** Whether a directory of the base could not be read. */
    boolean metLoss() {
        return metLoss;
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
