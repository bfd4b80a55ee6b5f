package cerb.backup.repository.shared;

import cerb.backup.format.PackedBlob;

/** Gets the blobs of a range, one by one, in the order of their offsets as far as they are sound. Must not throw checked exceptions. */
@FunctionalInterface
public interface BlobConsumer {
    /** Gets a verified blob; the array is the consumer's own. */
    void accept(PackedBlob blob, byte[] content);

    /** Learns that no copy of a blob is sound; the rest still comes, unless this throws, as it does by default. */
    default void damaged(PackedBlob blob, DamagedException problem) {
        throw problem;
    }
}
