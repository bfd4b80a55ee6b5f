package cerb.backup.operation.query;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.DamagedException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Deque;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.function.Predicate;

/**
 * Which trees need no pack that is known to be missing or damaged. Reads each directory once, whatever number of snapshots share it, and no data.
 * Iterates: a tree may be deep. For one thread.
 */
public final class SoundTrees {
    private final IndexedRepository index;
    private final Map<Id, Boolean> known = new HashMap<>();

    /** Looks through trees of a repository, by what its {@code trust} knows now. */
    public SoundTrees(IndexedRepository index) {
        this.index = index;
    }

    /** Whether all of a tree can be had, as far as is known without reading data. */
    public boolean isSound(Id root) {
        Deque<Open> path = new ArrayDeque<>();
        boolean sound = enter(root, path);
        while (sound && !path.isEmpty()) {
            if (path.peek().left.hasNext()) {
                sound = enter(path.peek().left.next(), path);
            } else {
                known.put(path.pop().tree, true);
            }
        }
        // what is not sound takes all that it lies in along
        path.forEach(open -> known.put(open.tree, false));
        return sound;
    }

    /** The same of what lies at some names of a root directory; that itself must be readable. */
    public boolean isSound(Id root, Predicate<String> wanted) {
        if (!index.trust().holds(BlobHandle.tree(root))) {
            return false;
        }
        try {
            for (Node node : index.tree(root)) {
                if (wanted.test(node.name().toString()) && !(holdsContent(node) && (node.subtree() == null || isSound(node.subtree())))) {
                    return false;
                }
            }
            return true;
        } catch (DamagedException | FormatException e) {
            return false;
        }
    }

    private boolean holdsContent(Node node) {
        return node.content() == null || node.content().stream().allMatch(blob -> index.trust().holds(BlobHandle.data(blob)));
    }

    private boolean enter(Id tree, Deque<Open> path) {
        Boolean before = known.get(tree);
        if (before != null) {
            return before;
        }
        List<Id> subtrees = new ArrayList<>();
        boolean sound = holdsFiles(tree, subtrees);
        if (sound) {
            path.push(new Open(tree, subtrees.iterator()));
        } else {
            known.put(tree, false);
        }
        return sound;
    }

    private boolean holdsFiles(Id tree, List<Id> subtrees) {
        if (!index.trust().holds(BlobHandle.tree(tree))) {
            return false;
        }
        try {
            for (Node node : index.tree(tree)) {
                if (!holdsContent(node)) {
                    return false;
                }
                if (node.subtree() != null) {
                    subtrees.add(node.subtree());
                }
            }
            return true;
        } catch (DamagedException | FormatException e) {
            return false;
        }
    }

    /** A directory on the way down, with those in it that have not been entered. */
    private record Open(Id tree, Iterator<Id> left) { }
}
