package cerb.backup.operation.compose;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.tree.carry.CarriedFiles;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.function.Consumer;
import java.util.stream.Stream;
import java.util.stream.StreamSupport;

/**
 * The newest snapshot of a helpdesk, from which the next re-uses trees and contents.
 *
 * @param stored   the snapshot
 * @param database the node of {@code /database}, or null
 * @param storage  the node of {@code /storage}, or null
 * @param manifest what it says about itself; null in what {@link #readParts} answers where that cannot be read
 * @param carried  what of the storage is carried
 * @param beside   what stands beside database and storage
 */
public record BaseSnapshot(StoredSnapshot stored, Node database, Node storage, Manifest manifest, CarriedFiles carried, Companions beside) {
    static final String DATABASE = "database";
    static final String MANIFEST = "manifest.json";
    static final String STORAGE = "storage";
    static final String CARRIED = "storage-carried.json";
    /** What is looked for; a root that somebody else wrote may hold a million other entries. */
    private static final Set<String> PARTS = Set.of(DATABASE, MANIFEST, STORAGE, CARRIED, Companions.CATALOG, Companions.EXTRA, Companions.INVENTORY);

    /**
     * The newest snapshot of a helpdesk that can be read.
     *
     * @param damaged told of each newer one that is passed over because it cannot be read: nothing of it can be re-used
     */
    public static Optional<BaseSnapshot> newest(List<StoredSnapshot> snapshots, IndexedRepository index, String helpdesk, Consumer<Finding> damaged) {
        return snapshots.stream()
                .filter(stored -> isOurs(stored, helpdesk))
                .sorted(Comparator.comparing((StoredSnapshot stored) -> stored.snapshot().time()).reversed())
                .flatMap(stored -> read(stored, index, damaged).stream())
                .findFirst();
    }

    /** Whether a snapshot was written by us for a helpdesk. */
    public static boolean isOurs(StoredSnapshot stored, String helpdesk) {
        return helpdesk.equals(stored.snapshot().hostname()) && stored.snapshot().tags().contains(Tags.OURS);
    }

    /** Whether a snapshot of ours is a recovery point that lacks nothing. */
    public static boolean isCompletePoint(StoredSnapshot stored) {
        return stored.snapshot().tags().contains(Tags.RECOVERY_POINT) && !stored.snapshot().tags().contains(Tags.INCOMPLETE);
    }

    /** Reads a snapshot; empty if it is not of ours, or its root directory or manifest are damaged. */
    public static Optional<BaseSnapshot> read(StoredSnapshot stored, IndexedRepository index) {
        return read(stored, index, finding -> { });
    }

    private static Optional<BaseSnapshot> read(StoredSnapshot stored, IndexedRepository index, Consumer<Finding> damaged) {
        try {
            return Optional.of(load(stored, index));
        } catch (DamagedException | FormatException | IOException e) {
            damaged.accept(Finding.damage("snapshot " + stored.id().shortName(), "cannot be read, so nothing of it is re-used: " + e.getMessage(), "Run check."));
            return Optional.empty();
        }
    }

    /** Reads a snapshot to restore from: of ours or not, only its root directory must be readable. Empty if that is damaged. */
    public static Optional<BaseSnapshot> readParts(StoredSnapshot stored, IndexedRepository index) {
        return read(stored, index).or(() -> {
            try {
                Map<String, Node> nodes = nodes(stored, index);
                return Optional.of(new BaseSnapshot(stored, nodes.get(DATABASE), nodes.get(STORAGE), null, CarriedFiles.NONE, Companions.of(nodes)));
            } catch (DamagedException | FormatException e) {
                return Optional.empty();
            }
        });
    }

    /** The blobs of data that a run reads of a snapshot: those of its manifest, of the list of what it carries, and of its inventory. Throws DamagedException where its root cannot be read. */
    public static List<BlobHandle> readWith(StoredSnapshot stored, IndexedRepository index) {
        Map<String, Node> nodes = nodes(stored, index);
        return Stream.of(MANIFEST, CARRIED, Companions.INVENTORY).map(nodes::get).flatMap(node -> content(node, index)).map(BlobHandle::data).toList();
    }

    private static Stream<Id> content(Node node, IndexedRepository index) {
        if (node == null || node.subtree() == null) {
            return node == null || node.content() == null ? Stream.of() : node.content().stream();
        }
        return StreamSupport.stream(index.tree(node.subtree()).spliterator(), false).flatMap(child -> content(child, index));
    }

    private static Map<String, Node> nodes(StoredSnapshot stored, IndexedRepository index) {
        Map<String, Node> nodes = new HashMap<>();
        for (Node node : index.tree(stored.snapshot().tree())) {
            if (PARTS.contains(node.name().toString())) {
                nodes.putIfAbsent(node.name().toString(), node);
            }
        }
        return nodes;
    }

    private static BaseSnapshot load(StoredSnapshot stored, IndexedRepository index) throws IOException {
        Map<String, Node> nodes = nodes(stored, index);
        Node manifest = nodes.get(MANIFEST);
        Node carried = nodes.get(CARRIED);
        if (manifest == null) {
            throw new IOException("it has no " + MANIFEST);
        }
        return new BaseSnapshot(stored, nodes.get(DATABASE), nodes.get(STORAGE),
                Manifest.read(SmallFile.read(index, manifest, Manifest.LONGEST)),
                carried == null ? CarriedFiles.NONE : CarriedFiles.read(SmallFile.read(index, carried, CarriedFiles.LONGEST)), Companions.of(nodes));
    }

    /** Its id. */
    public Id id() {
        return stored.id();
    }

    /** The tree of {@code /storage}, or null. */
    public Id storageTree() {
        return storage == null ? null : storage.subtree();
    }

    /** What it says of its dump, or null. */
    public DatabasePart databasePart() {
        return manifest == null ? null : manifest.database();
    }

    /** What it says of its storage, or null. */
    public Manifest.StoragePart storagePart() {
        return manifest == null ? null : manifest.storage();
    }

    /** Whether its dump consists of a server's own files: then the next such dump re-uses most of them. */
    public boolean holdsHotCopy() {
        return databasePart() != null && databasePart().files() != null;
    }
}
