package cerb.backup.operation.crosscheck;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.cerb.StorageKey;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeType;
import cerb.backup.operation.crosscheck.Misses.Miss;
import cerb.backup.operation.crosscheck.hashes.FileHashes;
import cerb.backup.operation.crosscheck.rows.DatabaseObjects;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.crosscheck.rows.ObjectRows;
import cerb.backup.operation.crosscheck.rows.References;
import cerb.backup.operation.query.EntryPath;
import cerb.backup.operation.query.TreeWalk;
import cerb.backup.repository.IndexedRepository;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/** Compares the rows of one table with the files of its namespace and with the objects in its namespace's own table. For one thread. */
final class TableComparison implements TreeWalk.Visitor {
    private static final Predicate<String> ID = Pattern.compile("[0-9]{1,10}").asMatchPredicate();

    private final ObjectTable table;
    private final ObjectRows rows;
    private final References references;
    private final FileHashes hashes;
    private final Tally tally;
    private final Misses misses;

    TableComparison(ObjectTable table, References references, FileHashes hashes, Tally tally, Misses misses) {
        this.table = table;
        this.rows = references.rows(table);
        this.references = references;
        this.hashes = hashes;
        this.tally = tally;
        this.misses = misses;
    }

    /** {@code namespace} is the tree of the namespace's directory, or null where there is none. */
    void run(IndexedRepository index, Id namespace) {
        if (namespace != null) {
            TreeWalk.run(index, EntryPath.ROOT, namespace, this);
        }
        rows.forEachNotFound(this::withoutFile);
        misses.ask();
    }

    private boolean isFile(ObjectRow row) {
        return !row.isEmpty() && references.isFile(row);
    }

    @Override
    public void entry(EntryPath path, Node node, Id parent) {
        if (node.type() != NodeType.FILE) {
            return;
        }
        String key = path.text().substring(1);
        boolean isOfItsRow = referred(findById(key), key, path, node);
        // two rows may have the same key: that of the one, and a copy of it
        boolean isOfAnother = referred(rows.findByOtherKey(key), key, path, node);
        if (!isOfItsRow && !isOfAnother) {
            tally.unreferenced(table.namespace() + "/" + key, node.size());
        }
    }

    /** The row of the id that a key ends with, or null. */
    private ObjectRow findById(String key) {
        String id = StorageKey.isKey(key) ? key.substring(key.lastIndexOf('/') + 1) : key;
        return ID.test(id) ? rows.find(Long.parseLong(id)) : null;
    }

    private boolean referred(ObjectRow row, String key, EntryPath path, Node node) {
        if (row == null || !isFile(row) || !row.key().equals(key)) {
            return false;
        }
        rows.markFound(row.id());
        file(row, path, node);
        return true;
    }

    private void file(ObjectRow row, EntryPath path, Node node) {
        if (node.size() != row.size()) {
            misses.add(new Miss(row, Tally.Set.WRONG_SIZE, "has " + node.size() + " bytes instead of " + row.size()));
            return;
        }
        String sha1 = row.sha1().isEmpty() ? "" : hashes.sha1(path.escaped().substring(1), node);
        if (!row.sha1().isEmpty() && sha1.isEmpty()) {
            tally.unhashed();
        }
        hashed(row, sha1, node.size());
    }

    private void hashed(ObjectRow row, String sha1, long bytes) {
        if (!row.sha1().isEmpty() && !sha1.isEmpty() && !sha1.equals(row.sha1())) {
            misses.add(new Miss(row, Tally.Set.WRONG_HASH, "has the SHA-1 " + sha1 + " instead of " + row.sha1()));
            return;
        }
        tally.add(Tally.Set.PRESENT, bytes);
    }

    private void withoutFile(ObjectRow row) {
        if (row.isEmpty()) {
            tally.empty();
        } else if (references.isInDatabase(row)) {
            inDatabase(row);
        } else if (references.isFile(row)) {
            misses.add(new Miss(row, Tally.Set.MISSING, "is missing"));
        } else {
            tally.elsewhere(table.namespace() + " in " + row.engine() + (row.profile() == 0 ? "" : ", profile " + row.profile()), row.size());
        }
    }

    /** By pieces and bytes; and by the SHA-1, unless the pieces were not read one after the other. */
    private void inDatabase(ObjectRow row) {
        DatabaseObjects objects = references.objects(table);
        DatabaseObjects.StoredObject object = objects == null || !ID.test(row.key()) ? null : objects.find(Long.parseLong(row.key()));
        long bytes = object == null ? 0 : object.bytes();
        // of PHP's making is that a last piece which is "0" counts as false, and is not stored
        boolean lastIsZero = row.size() == bytes + 1 && row.size() % ObjectTable.PIECE_BYTES == 1;
        if (object == null && row.size() > 0 && !lastIsZero) {
            misses.add(new Miss(row, Tally.Set.MISSING, "has no pieces in table storage_" + table.namespace()));
        } else if (bytes != row.size() && !lastIsZero) {
            misses.add(new Miss(row, Tally.Set.WRONG_SIZE, "has " + bytes + " bytes instead of " + row.size()));
        } else if (object != null && !object.whole()) {
            misses.add(new Miss(row, Tally.Set.WRONG_SIZE, "lacks a piece in table storage_" + table.namespace()));
        } else {
            hashed(row, object == null || lastIsZero ? "" : object.sha1(), bytes);
        }
    }

    @Override
    public void damaged(EntryPath path, Id tree, RuntimeException problem) {
        // what cannot be read of the snapshot that is being written, cannot be restored either
        throw problem;
    }
}
