package cerb.backup.format;

import java.util.Objects;

/**
 * What tells one blob from all others: the same bytes as data and as tree are two blobs.
 *
 * @param type what the blob holds
 * @param id   SHA-256 of the uncompressed plaintext
 */
public record BlobHandle(BlobType type, Id id) implements Comparable<BlobHandle> {

    /** Refuses nulls. */
    public BlobHandle {
        Objects.requireNonNull(type, "type");
        Objects.requireNonNull(id, "id");
    }

    /** Returns the handle of a data blob. */
    public static BlobHandle data(Id id) {
        return new BlobHandle(BlobType.DATA, id);
    }

    /** Returns the handle of a tree blob. */
    public static BlobHandle tree(Id id) {
        return new BlobHandle(BlobType.TREE, id);
    }

    @Override
    public int compareTo(BlobHandle other) {
        int order = type.compareTo(other.type);
        return order != 0 ? order : id.compareTo(other.id);
    }

    @Override
    public String toString() {
        return type.word() + " blob " + id;
    }
}
