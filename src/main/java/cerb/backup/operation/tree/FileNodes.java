package cerb.backup.operation.tree;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.StoredContent;
import cerb.backup.storage.Attributes;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Path;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;

/** Makes nodes of regular files: with the content of the base where nothing changed, else by reading. For the walk's thread. */
final class FileNodes {
    /** Takes note of an entry that cannot be read and answers the node to keep, or null. */
    @FunctionalInterface
    interface Unreadable {
        Node keep(RelativePath path, BaseDirectory.Entry known, IOException reason);
    }

    private final IndexedRepository index;
    private final ContentReader reader;
    private final TreeCounts counts;
    private final Findings findings;
    private final Unreadable unreadable;
    private final Vanished vanished;
    private boolean newLinks;

    FileNodes(IndexedRepository index, ContentReader reader, TreeCounts counts, Findings findings, Unreadable unreadable, Vanished vanished) {
        this.index = index;
        this.reader = reader;
        this.counts = counts;
        this.findings = findings;
        this.unreadable = unreadable;
        this.vanished = vanished;
    }

    /** Whether a file with several names was met whose number of names had changed. */
    boolean metNewLinks() {
        return newLinks;
    }

    void add(PendingTree tree, RelativePath path, Path file, NodeName name, BaseDirectory.Entry known, Attributes attributes) {
        Node same = known == null ? null : unchanged(known, attributes);
        if (same != null && holdsContent(same)) {
            counts.unmodified();
            Node base = known.first();
            count(base, same.size());
            tree.add(same.withMetadata(Nodes.metadata(attributes, same.metadata().extendedAttributes())));
            return;
        }
        if (same != null) {
            counts.again();
        }
        newLinks |= same == null && (attributes.links() > 1 || known != null && known.any().metadata().links() > 1);
        CompletableFuture<ContentReader.Outcome> outcome = reader.read(path, file);
        tree.add(() -> settle(outcome, path, name, known));
    }

    /** The node that the file still is, rather one whose content the repository holds; or null. */
    private Node unchanged(BaseDirectory.Entry known, Attributes attributes) {
        Node unchanged = null;
        for (Node base : new Node[] {known.first(), known.second()}) {
            if (base != null && base.content() != null && Nodes.sameContent(base, attributes) && base.metadata().links() == attributes.links()
                    && (unchanged == null || !holdsContent(unchanged))) {
                unchanged = base;
            }
        }
        return unchanged;
    }

    private Node settle(CompletableFuture<ContentReader.Outcome> future, RelativePath path, NodeName name, BaseDirectory.Entry known) {
        ContentReader.Outcome outcome = join(future);
        if (outcome.vanished()) {
            return vanished.file(path, known);
        }
        if (outcome.failure() != null) {
            return unreadable.keep(path, known, outcome.failure());
        }
        if (!outcome.stable()) {
            findings.add(Finding.note(path.toString(), "changed while it was read, each time; it is kept as it was read last"));
        }
        ContentReader.Read read = outcome.read();
        if (read.withoutExtended() != null) {
            findings.add(Finding.note(path.toString(), "its extended attributes cannot be read: " + read.withoutExtended()));
        }
        StoredContent content = read.content();
        counts.read(known == null, content.size(), content.added());
        count(known == null ? null : known.first(), content.size());
        return Node.file(name, Nodes.metadata(outcome.attributes(), read.extended()), content.size(), content.blobs());
    }

    private void count(Node base, long size) {
        boolean wasFile = base != null && base.content() != null;
        counts.gained(wasFile ? 0 : 1, wasFile ? size - base.size() : size);
        counts.held(size);
    }

    /** Whether the repository has all blobs of a file: what was pruned away by another program, or is lost, must be read again. */
    private boolean holdsContent(Node file) {
        return file.content().stream().allMatch(blob -> index.trust().holds(BlobHandle.data(blob)));
    }

    private static ContentReader.Outcome join(CompletableFuture<ContentReader.Outcome> future) {
        try {
            return future.join();
        } catch (CompletionException e) {
            if (e.getCause() instanceof RuntimeException failure) {
                throw failure;
            }
            throw e;
        }
    }
}
