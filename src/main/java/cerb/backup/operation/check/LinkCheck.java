package cerb.backup.operation.check;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * Finds files that restic would join, or leave out, at a restore, because of the numbers by which names of one file are known
 * (restic-format, Hard links). Where no file has several names, which is the rule, it costs nothing.
 */
final class LinkCheck {
    private static final int MOST_KEYS = 100_000;

    private record Key(long inode, long device) {
        static Key of(Node node) {
            return new Key(node.metadata().inode(), node.metadata().deviceId());
        }
    }

    private record Place(String path, Id tree) { }

    private final IndexedRepository index;
    private final Findings findings;
    private final Set<Key> keys = new HashSet<>();
    private final Set<String> told = new HashSet<>();

    LinkCheck(IndexedRepository index, Findings findings) {
        this.index = index;
        this.findings = findings;
    }

    /** Takes note of a file of some tree. */
    void add(Node file) {
        if (isLinked(file) && keys.size() < MOST_KEYS) {
            keys.add(Key.of(file));
        }
    }

    private static boolean isLinked(Node file) {
        return file.metadata().links() > 1;
    }

    /** Looks at the files that share a number with one noted, snapshot by snapshot: a number is given anew when a file has gone. */
    void end(List<StoredSnapshot> snapshots) {
        if (keys.size() == MOST_KEYS) {
            findings.add(Finding.note("links", "of more than " + MOST_KEYS + " files with several names only so many were compared"));
        }
        if (!keys.isEmpty()) {
            LeadingTrees trees = new LeadingTrees(index, (tree, nodes) -> nodes.stream().anyMatch(this::concerns));
            snapshots.stream().filter(stored -> trees.lead(stored.snapshot().tree())).forEach(stored -> snapshot(stored, trees));
        }
    }

    private boolean concerns(Node node) {
        return node.type() == NodeType.FILE && node.content() != null && keys.contains(Key.of(node));
    }

    private void snapshot(StoredSnapshot stored, LeadingTrees trees) {
        Map<Key, Map<String, Node>> names = new HashMap<>();
        Deque<Place> waiting = new ArrayDeque<>(List.of(new Place("", stored.snapshot().tree())));
        while (!waiting.isEmpty()) {
            Place place = waiting.pop();
            for (Node node : trees.nodes(place.tree)) {
                String path = place.path + "/" + node.name();
                if (node.subtree() != null && trees.lead(node.subtree())) {
                    waiting.push(new Place(path, node.subtree()));
                } else if (concerns(node)) {
                    names.computeIfAbsent(Key.of(node), key -> new HashMap<>()).put(path, node);
                }
            }
        }
        names.forEach((key, files) -> compare(stored.id().shortName() + ":", key, files));
    }

    private void compare(String snapshot, Key key, Map<String, Node> files) {
        var linked = files.entrySet().stream().filter(file -> isLinked(file.getValue())).sorted(Map.Entry.comparingByKey()).findFirst();
        if (linked.isEmpty()) {
            return;
        }
        String first = linked.get().getKey();
        List<Id> content = linked.get().getValue().content();
        files.forEach((path, node) -> {
            if (isLinked(node) && !node.content().equals(content)) {
                tell(snapshot, path, "counts as another name of " + first + ", of other content: restic restores one of the two in the place of both"
                        + (key.inode() == 0 ? ", since neither has an inode" : ""));
            } else if (!isLinked(node) && key.inode() != 0) {
                tell(snapshot, path, "has one name, and the inode of " + first + ", which has several: restic 0.14 leaves it out at a restore");
            }
        });
    }

    private void tell(String snapshot, String path, String problem) {
        if (told.add(path + problem)) {
            findings.add(Finding.damage(snapshot + path, problem, "Take a new recovery point; cerb-backup restores both."));
        }
    }
}
