package cerb.backup.operation.query;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.io.OutputStream;
import java.util.function.Consumer;

/** What a snapshot holds: the verbs ls and cat. Reads one directory or blob at a time. */
public final class SnapshotContent {
    private record Found(EntryPath path, Node node) { }

    private final IndexedRepository index;
    private final StoredSnapshot snapshot;

    /** The content of one snapshot. */
    public SnapshotContent(IndexedRepository index, StoredSnapshot snapshot) {
        this.index = index;
        this.snapshot = snapshot;
    }

    /**
     * Lists an entry, and what is below it, in the order of the paths.
     *
     * @param path      absolute, such as {@code /storage/attachments}; empty or / for everything
     * @param recursive whether to go deeper than one directory
     * @throws OperationException if there is nothing at the path; or, when everything else has been listed, if a directory could not be read
     */
    public void list(String path, boolean recursive, Consumer<EntryInfo> entry) {
        String clean = clean(path);
        Id tree = snapshot.snapshot().tree();
        EntryPath top = EntryPath.ROOT;
        if (!clean.isEmpty()) {
            Found found = find(clean);
            entry.accept(EntryInfo.of(found.path, found.node));
            tree = found.node.subtree();
            top = found.path;
        }
        if (tree != null) {
            Listing listing = new Listing(entry, recursive ? Integer.MAX_VALUE : 1);
            TreeWalk.run(index, top, tree, listing);
            demandWhole(top, listing.findings);
        }
    }

    private void demandWhole(EntryPath top, Findings findings) {
        if (findings.incomplete()) {
            throw new OperationException("not all of " + top + " in snapshot " + snapshot.id().shortName() + " can be listed; " + findings.list().get(0)
                    + (findings.list().size() > 1 ? " (and " + (findings.list().size() - 1) + " more)" : ""), "Run check.");
        }
    }

    /**
     * Writes the content of a file.
     *
     * @throws OperationException if there is no file at the path
     * @throws IOException        if {@code out} fails
     */
    public void write(String path, OutputStream out) throws IOException {
        Node node = find(clean(path)).node;
        if (node.type() != NodeType.FILE || node.content() == null) {
            throw new OperationException(path + " in snapshot " + snapshot.id().shortName() + " is a " + node.type().word() + ", not a file",
                    "List it: cerb-backup ls " + snapshot.id().shortName() + " " + path);
        }
        for (Id blob : node.content()) {
            out.write(index.load(BlobHandle.data(blob)));
        }
    }

    /**
     * The place below the storage directory that a text names: as {@link #list} shows it, with escapes, or plain. Where nothing is there, the text as it is.
     *
     * @param text names joined by single slashes
     */
    public RelativePath inStorage(String text) {
        RelativePath place = RelativePath.ROOT;
        Id tree = subtree(snapshot.snapshot().tree(), "storage");
        for (String name : text.split("/")) {
            Node node = tree == null ? null : entry(tree, name);
            place = place.child(node == null ? FileName.of(name) : FileName.of(node.name().bytes()));
            tree = node == null ? null : node.subtree();
        }
        return place;
    }

    private Id subtree(Id tree, String name) {
        Node node = entry(tree, name);
        return node == null ? null : node.subtree();
    }

    private static String clean(String path) {
        String stripped = path.replaceAll("/+", "/").replaceAll("/$", "");
        return stripped.isEmpty() || stripped.startsWith("/") ? stripped : "/" + stripped;
    }

    /** The entry at a path. */
    private Found find(String path) {
        Found found = new Found(EntryPath.ROOT, null);
        Id tree = snapshot.snapshot().tree();
        for (String name : path.isEmpty() ? new String[] {""} : path.substring(1).split("/")) {
            Node node = tree == null ? null : entry(tree, name);
            if (node == null) {
                throw new OperationException("snapshot " + snapshot.id().shortName() + " holds nothing at " + path,
                        "See what it holds: cerb-backup ls " + snapshot.id().shortName());
            }
            found = new Found(found.path.child(node.name()), node);
            tree = node.subtree();
        }
        return found;
    }

    /** The entry of that name as text or, where there is none, as it is listed, with escapes; else null. */
    private Node entry(Id tree, String name) {
        NodeName text = NodeName.of(name);
        NodeName escaped = unescaped(name);
        Node second = null;
        for (Node node : index.tree(tree)) {
            if (node.name().equals(text)) {
                return node;
            }
            second = node.name().equals(escaped) ? node : second;
        }
        return second;
    }

    private static NodeName unescaped(String name) {
        try {
            return NodeName.unquote(name);
        } catch (FormatException e) {
            return null; // no spelling with escapes, so it is meant as it is
        }
    }

    /** Goes so many levels deep. What cannot be read is left out, and told at the end. */
    private static final class Listing implements TreeWalk.Visitor {
        private final Consumer<EntryInfo> entries;
        private final int most;
        private final Findings findings = new Findings();
        private int depth;

        Listing(Consumer<EntryInfo> entries, int most) {
            this.entries = entries;
            this.most = most;
        }

        @Override
        public void entry(EntryPath path, Node node, Id parent) {
            entries.accept(EntryInfo.of(path, node));
        }

        @Override
        public boolean enters(EntryPath path, Id tree) {
            boolean enters = depth < most;
            depth += enters ? 1 : 0;
            return enters;
        }

        @Override
        public void left(EntryPath path, Id tree) {
            depth--;
        }

        @Override
        public void damaged(EntryPath path, Id tree, RuntimeException problem) {
            findings.add(Finding.damage(path.toString(), problem.getMessage(), ""));
        }
    }
}
