package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.DeepPath;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.Location;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Reads every tree below the snapshots once, and checks every node. Iterates: a hostile tree may be deep. */
final class TreeCheck {
    private record Directory(DeepPath path, Id tree) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final DamagedBlobs damaged;
    private final StageTimer stage;
    private final Set<Id> seen = new HashSet<>();
    /** How many there are to see, and perhaps some that no snapshot needs. */
    private final long all;
    private final LinkCheck links;
    private final Remarks unordered;
    private final Remarks spelled;

    TreeCheck(IndexedRepository index, Findings findings, DamagedBlobs damaged, StageTimer stage) {
        this.index = index;
        this.findings = findings;
        this.damaged = damaged;
        this.stage = stage;
        this.all = index.statistics().treeBlobs();
        this.links = new LinkCheck(index, findings);
        this.unordered = new Remarks(findings, "does not come in the order of names, so restic may not find it when it is asked for by its path; a restore of all finds it");
        this.spelled = new Remarks(findings, "is spelled in another way than restic spells it: every program restores it, but restic's rewrite and repair refuse it");
    }

    long trees() {
        return seen.size();
    }

    void snapshot(StoredSnapshot snapshot) {
        Deque<Directory> waiting = new ArrayDeque<>();
        push(DeepPath.root(snapshot.id().shortName() + ":"), snapshot.snapshot().tree(), waiting);
        while (!waiting.isEmpty()) {
            directory(waiting.pop(), waiting);
        }
    }

    /** A tree is read once, and waits once: forty trees that each name the next a million times are forty trees. */
    private void push(DeepPath path, Id tree, Deque<Directory> waiting) {
        if (seen.add(tree)) {
            waiting.push(new Directory(path, tree));
        }
    }

    /** Compares what can be compared only when all trees were read. */
    void end(List<StoredSnapshot> snapshots) {
        unordered.end("directories");
        spelled.end("directories");
        links.end(snapshots);
    }

    private void directory(Directory directory, Deque<Directory> waiting) {
        try {
            TreeReader tree = index.rereadTree(directory.tree);
            if (nodes(directory, tree, waiting) && !tree.isCanonical()) {
                spelled.add(directory.path + "/");
            }
        } catch (DamagedException | FormatException e) {
            damaged.addMissing(BlobHandle.tree(directory.tree));
            findings.add(Finding.damage(directory.path + "/", "its tree cannot be read: " + e.getMessage(),
                    index.contains(BlobHandle.tree(directory.tree)) ? "Take a new recovery point, and restore these paths from an older snapshot." : ""));
        }
        stage.progress(new Progress(seen.size(), all, 0, -1));
    }

    /** Looks at all nodes of a tree, and answers whether each is what a node may be and they come in the order of names. */
    private boolean nodes(Directory directory, TreeReader tree, Deque<Directory> waiting) {
        NodeName last = null;
        Set<NodeName> names = null;
        int position = 0;
        boolean isSound = true;
        for (Node node : tree) {
            DeepPath path = directory.path.child(node.name());
            if (last != null && names == null && last.compareTo(node.name()) >= 0) {
                names = firstNames(tree, position);
            }
            position++;
            if (names != null && !names.add(node.name())) {
                findings.add(Finding.damage(path.toString(), "is there twice, and a restore keeps one of the two", "Take a new recovery point."));
            } else if (last != null && last.compareTo(node.name()) > 0) {
                unordered.add(path);
            }
            last = node.name();
            isSound &= node(path, node, waiting);
        }
        return isSound && names == null;
    }

    /** From the first node that is out of order on, a name can come twice without standing beside the other: so all are remembered. */
    private static Set<NodeName> firstNames(TreeReader tree, int count) {
        Set<NodeName> names = new HashSet<>();
        Iterator<Node> nodes = tree.iterator();
        for (int i = 0; i < count; i++) {
            names.add(nodes.next().name());
        }
        return names;
    }

    private boolean node(DeepPath path, Node node, Deque<Directory> waiting) {
        Optional<String> problem = node.problem();
        if (problem.isPresent()) {
            findings.add(Finding.damage(path.toString(), problem.get(), "Do not restore this with other programs; who wrote it?"));
        } else if (node.type() == NodeType.FILE) {
            links.add(node);
            file(path, node);
        } else if (node.type() == NodeType.DIRECTORY) {
            push(path, node.subtree(), waiting);
        }
        return problem.isEmpty();
    }

    private void file(DeepPath path, Node node) {
        long size = 0;
        for (Id blob : node.content()) {
            Optional<Location> location = index.locate(BlobHandle.data(blob));
            if (location.isEmpty()) {
                damaged.addMissing(BlobHandle.data(blob));
                findings.add(Finding.damage(path.toString(), BlobHandle.data(blob) + " is in no index", "Run repair index, then backup, which stores a file again that is still there; else restore it from an older snapshot."));
                return;
            }
            size += location.get().blob().rawLength();
        }
        if (size != node.size()) {
            findings.add(Finding.damage(path.toString(), "claims " + Long.toUnsignedString(node.size()) + " bytes, but its content has " + size, "Take a new recovery point."));
        }
    }
}
