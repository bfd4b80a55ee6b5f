package cerb.backup.operation.restore;

import cerb.backup.format.Id;
import cerb.backup.format.FormatException;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Goes through the entries of a tree, each directory before what is below it; iterates, since a hostile tree may be deep. What is damaged
 * or has no name a file can have becomes a finding.
 */
final class TreeEntries {
    private static final int DEEPEST = 2000;

    /** Gets the entries. */
    @FunctionalInterface
    interface Visitor {
        /** An entry. Whether to go into it, if it is a directory. */
        boolean visit(RelativePath path, Node node);
    }

    private record Directory(RelativePath path, Id tree, int depth) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final Predicate<RelativePath> wanted;

    TreeEntries(IndexedRepository index, Predicate<RelativePath> wanted, Findings findings) {
        this.index = index;
        this.wanted = wanted;
        this.findings = findings;
    }

    void visit(Id root, Visitor visitor) {
        Deque<Directory> waiting = new ArrayDeque<>();
        waiting.push(new Directory(RelativePath.ROOT, root, 0));
        while (!waiting.isEmpty()) {
            Directory directory = waiting.pop();
            try {
                for (Node node : index.tree(directory.tree)) {
                    entry(directory, node, visitor, waiting);
                }
            } catch (DamagedException | FormatException e) {
                findings.add(Finding.damage(directory.path.toString(), "the list of its entries is damaged, what follows in it is lost: " + e.getMessage(),
                        "Restore it from an older snapshot."));
            }
        }
    }

    private void entry(Directory directory, Node node, Visitor visitor, Deque<Directory> waiting) {
        String problem = node.problem().orElse(directory.depth >= DEEPEST ? "lies deeper than " + DEEPEST + " directories" : null);
        if (problem != null) {
            findings.add(Finding.damage(directory.path + "/" + node.name(), problem + ", so it is left out", "Run check."));
            return;
        }
        RelativePath path = directory.path.child(FileName.of(node.name().bytes()));
        if (wanted.test(path) && visitor.visit(path, node) && node.type() == NodeType.DIRECTORY) {
            waiting.push(new Directory(path, node.subtree(), directory.depth + 1));
        }
    }
}
