package cerb.backup.cli.verb;

import cerb.backup.cli.output.FailureException;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.io.IOException;
import java.io.OutputStream;
import java.util.Arrays;
import java.util.List;
import java.util.Optional;

/** The files of one snapshot, found by their path and read one blob at a time. */
final class SnapshotFiles {
    private final StoredSnapshot snapshot;
    private final IndexedRepository index;

    private SnapshotFiles(StoredSnapshot snapshot, IndexedRepository index) {
        this.snapshot = snapshot;
        this.index = index;
    }

    /** Finds a snapshot by the beginning of its id, or as {@code latest}: the newest complete one of the helpdesk. */
    static SnapshotFiles of(Repository repository, String idOrLatest, String helpdesk) {
        StoredSnapshot found = idOrLatest.equals("latest") ? latest(repository, helpdesk) : repository.find(idOrLatest);
        return new SnapshotFiles(found, repository.index());
    }

    private static StoredSnapshot latest(Repository repository, String helpdesk) {
        List<StoredSnapshot> complete = repository.snapshots().stream()
                .filter(stored -> BaseSnapshot.isOurs(stored, helpdesk) && !stored.snapshot().tags().contains(Tags.INCOMPLETE)).toList();
        if (complete.isEmpty()) {
            throw FailureException.refused("there is no complete snapshot of " + helpdesk + " in " + repository.backend().location(),
                    "See what there is with cerb-backup snapshots, and name it by its id.");
        }
        return complete.get(complete.size() - 1);
    }

    /** The entries of a directory. */
    Iterable<Node> list(Id tree) {
        return index.tree(tree);
    }

    /** The snapshot's root directory. */
    Id root() {
        return snapshot.snapshot().tree();
    }

    /** The node at a path; empty for the root. Throws FailureException where there is none. */
    Optional<Node> find(String path) {
        Optional<Node> at = Optional.empty();
        for (String name : Arrays.stream(path.split("/")).filter(word -> !word.isEmpty()).toList()) {
            Id tree = at.map(Node::subtree).orElse(at.isEmpty() ? root() : null);
            at = Optional.of(Optional.ofNullable(tree).flatMap(directory -> child(directory, name)).orElseThrow(() -> missing(path)));
        }
        return at;
    }

    /** A name may be typed as it is, or as {@code ls} shows it where it holds unprintable bytes. */
    private Optional<Node> child(Id tree, String name) {
        NodeName plain = NodeName.of(name);
        for (Node node : list(tree)) {
            if (node.name().equals(plain) || node.name().toString().equals(name)) {
                return Optional.of(node);
            }
        }
        return Optional.empty();
    }

    private FailureException missing(String path) {
        return FailureException.refused("there is no " + path + " in snapshot " + snapshot.id().shortName(), "See what there is with cerb-backup ls " + snapshot.id().shortName() + ".");
    }

    /** Writes a file's content. Throws FailureException where it is no file. */
    void write(String path, OutputStream out) throws IOException {
        Node node = find(path).filter(found -> found.type() == NodeType.FILE).orElseThrow(() -> FailureException.refused(
                path + " in snapshot " + snapshot.id().shortName() + " is not a file", "Look into it with cerb-backup ls " + snapshot.id().shortName() + " " + path + "."));
        for (Id blob : node.content()) {
            out.write(index.load(new BlobHandle(BlobType.DATA, blob)));
        }
        out.flush();
    }
}
