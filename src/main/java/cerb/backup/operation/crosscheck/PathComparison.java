package cerb.backup.operation.crosscheck;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.crosscheck.hashes.FileHashes;
import cerb.backup.operation.crosscheck.rows.FileReference;
import cerb.backup.operation.crosscheck.rows.FileReferences;
import cerb.backup.operation.crosscheck.rows.RowSource;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.TreeWalk;
import java.util.Arrays;
import java.util.BitSet;
import java.util.EnumMap;
import java.util.Map;
import java.util.function.BiConsumer;
import java.util.stream.IntStream;

/**
 * Compares the rows of an application's own query with the files of a tree. Rows whose file is missing or wrong are asked for once more by the same query: only those that
 * come again as they were are damaged. For one thread.
 */
final class PathComparison implements TreeWalk.Visitor {
    private final FileReferences rows;
    private final FileHashes hashes;
    private final Tally tally;
    private final Tally.Set[] sets;

    PathComparison(FileReferences rows, FileHashes hashes, Tally tally) {
        this.rows = rows;
        this.hashes = hashes;
        this.tally = tally;
        this.sets = new Tally.Set[rows.count()];
        Arrays.fill(sets, Tally.Set.MISSING);
        tally.empty(rows.empty());
    }

    @Override
    public void entry(EntryPath path, Node node, Id parent) {
        if (node.type() != NodeType.FILE) {
            return;
        }
        String key = path.escaped().substring(1);
        int first = rows.first(NodeName.unquote(key).bytes());
        if (first < 0) {
            tally.unreferenced(path.text().substring(1), node.size());
            return;
        }
        String sha1 = null;
        for (int row = first; row >= 0; row = rows.next(row)) {
            boolean isHashed = !rows.sha1(row).isEmpty() && hasSize(row, node);
            sha1 = isHashed && sha1 == null ? hashes.sha1(key, node) : sha1;
            file(row, node, isHashed ? sha1 : null);
        }
    }

    private boolean hasSize(int row, Node file) {
        return rows.size(row) < 0 || rows.size(row) == file.size();
    }

    /** {@code sha1} is null where none is compared, empty where it is not known yet. */
    private void file(int row, Node file, String sha1) {
        boolean differs = sha1 != null && !sha1.isEmpty() && !sha1.equals(rows.sha1(row));
        sets[row] = !hasSize(row, file) ? Tally.Set.WRONG_SIZE : differs ? Tally.Set.WRONG_HASH : Tally.Set.PRESENT;
        if (sets[row] == Tally.Set.PRESENT) {
            tally.add(Tally.Set.PRESENT, file.size());
        }
        if (sha1 != null && sha1.isEmpty()) {
            tally.unhashed();
        }
    }

    @Override
    public void damaged(EntryPath path, Id tree, RuntimeException problem) {
        // what cannot be read of the snapshot that is being written, cannot be restored either
        throw problem;
    }

    /**
     * Tells the damage, after the walk.
     *
     * @param live   asked again; null for nobody: then all that is missing or wrong is damage
     * @param known  rows whose files are lost for good
     * @param damage hears of each row that is damaged, and what is wrong with its file
     * @throws Exception if it cannot be asked: then all that was not told yet counts as damage, without a name
     */
    void ask(LiveRows live, KnownLosses known, BiConsumer<FileReference, String> damage) throws Exception {
        Map<Tally.Set, Missed> missed = new EnumMap<>(Tally.Set.class);
        for (Tally.Set set : new Tally.Set[] {Tally.Set.MISSING, Tally.Set.WRONG_SIZE, Tally.Set.WRONG_HASH}) {
            missed.put(set, new Missed(set));
        }
        boolean isAnswered = missed.values().stream().allMatch(Missed::isEmpty);
        try {
            isAnswered |= live != null && live.all(RowSource.OWN_QUERY, columns -> {
                FileReference row = FileReference.of(columns);
                missed.values().forEach(set -> set.stillThere(row, known, damage));
            });
        } finally {
            // what has not come again has gone or changed; where it could not be asked for, nothing speaks for it
            Tally.Set rest = isAnswered ? Tally.Set.BENIGN : null;
            missed.values().forEach(set -> set.end(rest));
        }
    }

    /** The rows of one set, by their hashes: those that have not come again yet. */
    private final class Missed {
        private final Tally.Set set;
        private final long[] hashes;
        private final BitSet told = new BitSet();
        private int left;
        private long bytesLeft;

        Missed(Tally.Set set) {
            this.set = set;
            hashes = IntStream.range(0, sets.length).filter(row -> sets[row] == set).mapToLong(rows::rowHash).sorted().toArray();
            left = hashes.length;
            bytesLeft = IntStream.range(0, sets.length).filter(row -> sets[row] == set).mapToLong(row -> Math.max(0, rows.size(row))).sum();
        }

        boolean isEmpty() {
            return hashes.length == 0;
        }

        void stillThere(FileReference row, KnownLosses known, BiConsumer<FileReference, String> damage) {
            int at = untold(row.rowHash());
            if (at < 0) {
                return;
            }
            told.set(at);
            left--;
            long bytes = Math.max(0, row.size());
            bytesLeft -= bytes;
            if (known.holds(row.row())) {
                tally.add(Tally.Set.KNOWN_LOST, bytes);
                return;
            }
            tally.add(set, bytes);
            damage.accept(row, switch (set) {
                case WRONG_SIZE -> "has not the " + row.size() + " bytes that the row says";
                case WRONG_HASH -> "has not the SHA-1 " + row.sha1() + " that the row says";
                default -> "is missing";
            });
        }

        /** A query may give the same row twice; each counts. */
        private int untold(long hash) {
            int at = Arrays.binarySearch(hashes, hash);
            while (at > 0 && hashes[at - 1] == hash) {
                at--;
            }
            while (at >= 0 && at < hashes.length && hashes[at] == hash && told.get(at)) {
                at++;
            }
            return at >= 0 && at < hashes.length && hashes[at] == hash ? at : -1;
        }

        void end(Tally.Set rest) {
            tally.add(rest == null ? set : rest, left, bytesLeft);
        }
    }
}
