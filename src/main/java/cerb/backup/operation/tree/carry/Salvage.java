package cerb.backup.operation.tree.carry;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.Deque;

/**
 * Takes over what only the repository has: what lies in a pack that cannot be relied on is read while it can be, and stored again. Without
 * such packs it reads nothing but directories. Thread-safe.
 */
public final class Salvage {
    private final IndexedRepository index;
    private final RepositoryWriter writer;

    /** Reads by an index, and stores by a writer of the same repository. */
    public Salvage(IndexedRepository index, RepositoryWriter writer) {
        this.index = index;
        this.writer = writer;
    }

    /** Takes over a file. Throws {@link DamagedException} where a part of it is lost. */
    public void file(Node file) {
        file.content().forEach(blob -> blob(BlobHandle.data(blob)));
    }

    /** Takes over a directory with all below it. Throws {@link DamagedException} where something of it is lost. */
    public void directory(Id tree) {
        Deque<Id> waiting = new ArrayDeque<>();
        waiting.push(tree);
        while (!waiting.isEmpty()) {
            Id next = waiting.pop();
            blob(BlobHandle.tree(next));
            for (Node node : index.tree(next)) {
                if (node.content() != null) {
                    file(node);
                } else if (node.subtree() != null) {
                    waiting.push(node.subtree());
                }
            }
        }
    }

    private void blob(BlobHandle blob) {
        if (index.trust().holds(blob)) {
            return;
        }
        byte[] content = index.load(blob);
        if (blob.type() == BlobType.TREE) {
            writer.storeTree(content);
        } else {
            writer.storeData(content, 0, content.length);
        }
    }
}
