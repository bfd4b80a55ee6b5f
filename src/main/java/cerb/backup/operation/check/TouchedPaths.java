package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.report.DeepPath;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Iterator;
import java.util.List;
import java.util.Set;

/** Names the snapshots and paths that lost blobs touch. Each tree is judged once; only those that lead to damage are walked by snapshot. */
final class TouchedPaths {
    private static final int PATHS_A_SNAPSHOT = 100;

    private record Place(DeepPath path, Id tree) { }

    private final Set<BlobHandle> lost;
    private final LeadingTrees trees;

    TouchedPaths(IndexedRepository index, Set<BlobHandle> lost) {
        this.lost = lost;
        this.trees = new LeadingTrees(index, (tree, nodes) -> lost.contains(BlobHandle.tree(tree)) || nodes.stream().anyMatch(this::isLost));
    }

    /** Adds a finding for each path of a snapshot that is touched, up to a hundred. */
    void name(StoredSnapshot snapshot, Findings findings) {
        Id root = snapshot.snapshot().tree();
        if (!trees.lead(root)) {
            return;
        }
        String name = "snapshot " + snapshot.id().shortName();
        int named = 0;
        Deque<Place> waiting = new ArrayDeque<>(List.of(new Place(DeepPath.root(""), root)));
        while (!waiting.isEmpty() && named < PATHS_A_SNAPSHOT) {
            Place place = waiting.pop();
            if (lost.contains(BlobHandle.tree(place.tree))) {
                findings.add(Finding.damage(name, place.path + "/ is lost with everything below it", ""));
                named++;
            } else {
                named += name(name, place, PATHS_A_SNAPSHOT - named, waiting, findings);
            }
        }
    }

    /** Names the lost files of a directory. Below each subdirectory that waits there is one more to name at least, so no more wait than are wanted. */
    private int name(String snapshot, Place place, int wanted, Deque<Place> waiting, Findings findings) {
        int named = 0;
        int found = 0;
        for (Iterator<Node> nodes = trees.nodes(place.tree).iterator(); nodes.hasNext() && found < wanted; ) {
            Node node = nodes.next();
            if (isLost(node)) {
                findings.add(Finding.damage(snapshot, place.path.child(node.name()) + " is damaged", ""));
                named++;
                found++;
            } else if (node.subtree() != null && trees.lead(node.subtree())) {
                waiting.push(new Place(place.path.child(node.name()), node.subtree()));
                found++;
            }
        }
        return named;
    }

    private boolean isLost(Node node) {
        return node.content() != null && node.content().stream().anyMatch(blob -> lost.contains(BlobHandle.data(blob)));
    }
}
