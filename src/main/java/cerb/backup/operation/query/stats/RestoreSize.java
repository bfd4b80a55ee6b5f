package cerb.backup.operation.query.stats;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.query.EntryPath;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.LinkedHashMap;
import java.util.Map;

/** Counts entries and bytes of each snapshot; of files joined by hard links one. The sums of a tree without such are remembered, within a bound. */
final class RestoreSize implements Counter {
    private static final int MOST_REMEMBERED = 100_000;

    /** Sums below a directory that is being walked. */
    private static final class Level {
        private long bytes;
        private long files;
        private boolean hasLinks;

        void add(Level below) {
            bytes += below.bytes;
            files += below.files;
            hasLinks |= below.hasLinks;
        }
    }

    private final Map<Id, Level> known = new LinkedHashMap<>() {
        private static final long serialVersionUID = 1;

        @Override
        protected boolean removeEldestEntry(Map.Entry<Id, Level> eldest) {
            return size() > MOST_REMEMBERED;
        }
    };
    private final Level all = new Level();
    private final Deque<Level> levels = new ArrayDeque<>();
    private HashSet64 linked = new HashSet64();

    @Override
    public void begin(Id root) {
        linked = new HashSet64();
        levels.clear();
        levels.push(all);
    }

    @Override
    public void entry(EntryPath path, Node node, Id parent) {
        Level level = levels.peek();
        level.files++;
        boolean isLinked = node.type() != NodeType.DIRECTORY && node.metadata().links() > 1 && node.metadata().inode() != 0;
        level.hasLinks |= isLinked;
        if (!isLinked || linked.add(mix(node.metadata().inode()) ^ node.metadata().deviceId())) {
            level.bytes += node.size();
        }
    }

    /** Spreads inodes over all bits, so that a device's number does not make two of them one. */
    private static long mix(long inode) {
        long mixed = (inode ^ inode >>> 32) * 0x9e3779b97f4a7c15L;
        return mixed ^ mixed >>> 29;
    }

    @Override
    public boolean enters(EntryPath path, Id tree) {
        Level sums = known.get(tree);
        if (sums != null) {
            levels.peek().add(sums);
            return false;
        }
        levels.push(new Level());
        return true;
    }

    @Override
    public void left(EntryPath path, Id tree) {
        Level sums = levels.pop();
        if (!sums.hasLinks) {
            known.put(tree, sums);
        }
        levels.peek().add(sums);
    }

    @Override
    public Sums sums() {
        return Sums.of(all.bytes, all.files, 0, 0);
    }
}
