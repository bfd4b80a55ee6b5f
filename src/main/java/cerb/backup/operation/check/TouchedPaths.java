package cerb.backup.operation.check;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Names the snapshots and paths that lost blobs touch. Each tree is judged once; only those that lead to damage are walked by snapshot. */
final class TouchedPaths {
    private static final int PATHS_A_SNAPSHOT = 100;

    /** A tree that is being judged. */
    private static final class Frame {
        private final Id tree;
        private final Iterator<Node> nodes;
        private boolean touches;

        Frame(Id tree, List<Node> nodes, boolean touches) {
            this.tree = tree;
            this.nodes = nodes.iterator();
            this.touches = touches;
        }
    }

    private record Place(String path, Id tree) { }

    private final IndexedRepository index;
    private final Set<BlobHandle> lost;
    private final Map<Id, Boolean> touches = new HashMap<>();

    TouchedPaths(IndexedRepository index, Set<BlobHandle> lost) {
        this.index = index;
        this.lost = lost;
    }

    /** Adds a finding for each path of a snapshot that is touched, up to a hundred. */
    void name(StoredSnapshot snapshot, Findings findings) {
        Id root = snapshot.snapshot().tree();
        if (!judge(root)) {
            return;
        }
        String name = "snapshot " + snapshot.id().shortName();
        int named = 0;
        Deque<Place> waiting = new ArrayDeque<>(List.of(new Place("", root)));
        while (!waiting.isEmpty() && named < PATHS_A_SNAPSHOT) {
            Place place = waiting.pop();
            if (lost.contains(BlobHandle.tree(place.tree))) {
                findings.add(Finding.damage(name, place.path + "/ is lost with everything below it", ""));
                named++;
                continue;
            }
            for (Node node : nodes(place.tree)) {
                String path = place.path + "/" + node.name();
                if (isLost(node)) {
                    findings.add(Finding.damage(name, path + " is damaged", ""));
                    named++;
                } else if (node.subtree() != null && judge(node.subtree())) {
                    waiting.push(new Place(path, node.subtree()));
                }
            }
        }
    }

    private boolean isLost(Node node) {
        return node.content() != null && node.content().stream().anyMatch(blob -> lost.contains(BlobHandle.data(blob)));
    }

    /** Whether a tree leads to damage: judged after all below it, without recursion. */
    private boolean judge(Id root) {
        Deque<Frame> frames = new ArrayDeque<>();
        if (!touches.containsKey(root)) {
            frames.push(frame(root));
        }
        while (!frames.isEmpty()) {
            Frame frame = frames.peek();
            if (!frame.nodes.hasNext()) {
                frames.pop();
                touches.put(frame.tree, frame.touches);
                if (!frames.isEmpty()) {
                    frames.peek().touches |= frame.touches;
                }
                continue;
            }
            Id subtree = frame.nodes.next().subtree();
            if (subtree != null && touches.containsKey(subtree)) {
                frame.touches |= touches.get(subtree);
            } else if (subtree != null) {
                frames.push(frame(subtree));
            }
        }
        return touches.get(root);
    }

    private Frame frame(Id tree) {
        List<Node> nodes = nodes(tree);
        boolean direct = lost.contains(BlobHandle.tree(tree)) || nodes.stream().anyMatch(this::isLost);
        return new Frame(tree, nodes.stream().filter(node -> node.subtree() != null).toList(), direct);
    }

    /** The nodes of a tree; those before the damage, where it is damaged. */
    private List<Node> nodes(Id tree) {
        List<Node> nodes = new ArrayList<>();
        try {
            index.tree(tree).forEach(nodes::add);
        } catch (DamagedException | FormatException e) {
            // it is among the lost, and named as such
            return nodes;
        }
        return nodes;
    }
}
