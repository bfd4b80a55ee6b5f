package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.operation.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.index.Location;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

/** Reads every tree below the snapshots once, and checks every node. Iterates: a hostile tree may be deep. */
final class TreeCheck {
    private record Directory(String path, Id tree) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final DamagedBlobs damaged;
    private final StageTimer stage;
    private final Set<Id> seen = new HashSet<>();

    TreeCheck(IndexedRepository index, Findings findings, DamagedBlobs damaged, StageTimer stage) {
        this.index = index;
        this.findings = findings;
        this.damaged = damaged;
        this.stage = stage;
    }

    long trees() {
        return seen.size();
    }

    void snapshot(StoredSnapshot snapshot) {
        Deque<Directory> waiting = new ArrayDeque<>();
        waiting.push(new Directory(snapshot.id().shortName() + ":", snapshot.snapshot().tree()));
        while (!waiting.isEmpty()) {
            Directory directory = waiting.pop();
            if (seen.add(directory.tree)) {
                directory(directory, waiting);
            }
        }
    }

    private void directory(Directory directory, Deque<Directory> waiting) {
        try {
            TreeReader tree = index.tree(directory.tree);
            nodes(directory, tree, waiting);
            if (!tree.isCanonical()) {
                findings.add(Finding.damage(directory.path + "/", "tree " + directory.tree.shortName() + " is not spelled as restic spells it",
                        "Take a new recovery point; restic can read this one, but not rewrite it."));
            }
        } catch (DamagedException | FormatException e) {
            damaged.addMissing(BlobHandle.tree(directory.tree));
            findings.add(Finding.damage(directory.path + "/", "its tree cannot be read: " + e.getMessage(), "Take a new recovery point, and restore these paths from an older snapshot."));
        }
        stage.progress(Progress.open(seen.size(), 0));
    }

    private void nodes(Directory directory, TreeReader tree, Deque<Directory> waiting) {
        NodeName last = null;
        for (Node node : tree) {
            String path = directory.path + "/" + node.name();
            if (last != null && last.compareTo(node.name()) >= 0) {
                findings.add(Finding.damage(path, last.equals(node.name()) ? "is there twice" : "is not in the order of names", "Take a new recovery point."));
            }
            last = node.name();
            Optional<String> problem = node.problem();
            if (problem.isPresent()) {
                findings.add(Finding.damage(path, problem.get(), "Do not restore this with other programs; who wrote it?"));
            } else if (node.type() == NodeType.FILE) {
                file(path, node);
            } else if (node.type() == NodeType.DIRECTORY) {
                waiting.push(new Directory(path, node.subtree()));
            }
        }
    }

    private void file(String path, Node node) {
        long size = 0;
        for (Id blob : node.content()) {
            Optional<Location> location = index.locate(BlobHandle.data(blob));
            if (location.isEmpty()) {
                damaged.addMissing(BlobHandle.data(blob));
                findings.add(Finding.damage(path, BlobHandle.data(blob) + " is in no index", "Run repair index; else restore the file from an older snapshot."));
                return;
            }
            size += location.get().blob().rawLength();
        }
        if (size != node.size()) {
            findings.add(Finding.damage(path, "claims " + node.size() + " bytes, but its content has " + size, "Take a new recovery point."));
        }
    }
}
