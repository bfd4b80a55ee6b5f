package cerb.backup.operation.compose;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.repository.RepositoryWriter;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * The root directory of a snapshot.
 *
 * @param database the node of {@code /database}, or null
 * @param storage  the node of {@code /storage}, or null
 * @param manifest what the snapshot says about itself
 * @param carried  what of the storage is carried
 * @param beside   what stands beside database and storage
 */
public record SnapshotTree(Node database, Node storage, Manifest manifest, CarriedFiles carried, Companions beside) {
    /** Stores the root directory and the small files in it, and answers its id; {@code time} is the files' time. */
    public Id store(RepositoryWriter writer, Instant time) {
        TreeWriter tree = new TreeWriter();
        // in the order of names
        addIfPresent(tree, beside.catalog());
        addIfPresent(tree, database);
        addIfPresent(tree, beside.extra());
        addIfPresent(tree, beside.inventory());
        tree.add(SmallFile.write(writer, BaseSnapshot.MANIFEST, manifest.write(), time));
        addIfPresent(tree, storage);
        if (!carried.isEmpty()) {
            tree.add(SmallFile.write(writer, BaseSnapshot.CARRIED, carried.write(), time));
        }
        return writer.storeTree(tree.finish());
    }

    private static void addIfPresent(TreeWriter tree, Node node) {
        if (node != null) {
            tree.add(node);
        }
    }

    /** The parts that are there, absolute; restic groups snapshots by them. */
    public List<String> paths() {
        List<String> paths = new ArrayList<>();
        if (database != null) {
            paths.add("/" + BaseSnapshot.DATABASE);
        }
        if (storage != null) {
            paths.add("/" + BaseSnapshot.STORAGE);
        }
        return paths;
    }
}
