package cerb.backup.operation.restore.entries;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.format.tree.TreeReader;
import cerb.backup.operation.query.TreeWalk;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.function.Predicate;

/**
 * Goes through the entries of a tree, each directory before what is below it; iterates, since a hostile tree may be deep. What is damaged,
 * is there twice, or has no name a file can have becomes a finding. For one thread.
 */
public final class TreeEntries {
    /**
     * A tree is named by its content, so forty small ones, each naming the next twice, lead to 2^40 places. Each place costs memory or time, so
     * there is a limit.
     */
    public static final long MOST_ENTRIES = 50_000_000;
    private static final int MOST_WAITING = 1_000_000;
    private static final int LONGEST_SHOWN = 255;

    /** Gets the entries. */
    @FunctionalInterface
    public interface Visitor {
        /** An entry. Whether to go into it, if it is a directory. */
        boolean visit(RelativePath path, Node node);
    }

    private record Directory(RelativePath path, Id tree, int depth) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final Predicate<RelativePath> wanted;
    private final long mostEntries;
    private long entries;

    /**
     * Prepares.
     *
     * @param wanted   tells which paths are visited; a directory that is not wanted is not gone into
     * @param findings take what is left out
     */
    public TreeEntries(IndexedRepository index, Predicate<RelativePath> wanted, Findings findings) {
        this(index, wanted, findings, MOST_ENTRIES);
    }

    /** Prepares with another limit of entries than {@link #MOST_ENTRIES}. */
    public TreeEntries(IndexedRepository index, Predicate<RelativePath> wanted, Findings findings, long mostEntries) {
        this.index = index;
        this.wanted = wanted;
        this.findings = findings;
        this.mostEntries = mostEntries;
    }

    /** Visits everything below a tree. Throws OperationException where that is more than any directory holds, or the thread is interrupted. */
    public void visit(Id root, Visitor visitor) {
        Deque<Directory> waiting = new ArrayDeque<>();
        waiting.push(new Directory(RelativePath.ROOT, root, 0));
        while (!waiting.isEmpty()) {
            Directory directory = waiting.pop();
            try {
                TreeReader tree = index.tree(directory.tree);
                Names names = new Names(tree);
                for (Node node : tree) {
                    demandBounds(directory, waiting);
                    entry(directory, node, names, visitor, waiting);
                }
            } catch (DamagedException | FormatException e) {
                findings.add(Finding.damage(directory.path.toString(), "the list of its entries is damaged, what follows in it is lost: " + e.getMessage(),
                        "Restore it from an older snapshot."));
            }
        }
    }

    private void demandBounds(Directory directory, Deque<Directory> waiting) {
        if (Thread.currentThread().isInterrupted()) {
            throw new OperationException("the work was interrupted at " + directory.path + " of the snapshot", "Run the same command again.");
        }
        if (++entries > mostEntries || waiting.size() >= MOST_WAITING) {
            throw new OperationException("the snapshot holds more than " + entries + " entries, " + waiting.size() + " directories among them that wait at "
                    + directory.path + " (tree " + directory.tree.shortName() + "): its directories name each other over and over",
                    "Who wrote it? Restore parts of it with --path.");
        }
    }

    /** A name that no file can have may have megabytes. */
    private static String shown(NodeName name) {
        return name.length() > LONGEST_SHOWN ? "(a name of " + name.length() + " bytes)" : name.toString();
    }

    private void entry(Directory directory, Node node, Names names, Visitor visitor, Deque<Directory> waiting) {
        String problem = node.problem().orElse(names.problem(node.name()));
        if (problem == null && directory.depth >= TreeWalk.DEEPEST) {
            problem = "lies deeper than " + TreeWalk.DEEPEST + " directories";
        }
        if (problem != null) {
            findings.add(Finding.damage(directory.path + "/" + shown(node.name()), problem + ", so it is left out", "Run check."));
            return;
        }
        RelativePath path = directory.path.child(FileName.of(node.name().bytes()));
        if (wanted.test(path) && visitor.visit(path, node) && node.type() == NodeType.DIRECTORY) {
            waiting.push(new Directory(path, node.subtree(), directory.depth + 1));
        }
    }
}
