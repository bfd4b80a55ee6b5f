/**
 * Packs: blobs one behind the other, a sealed header, its length (restic design, Pack Format).
 *
 * <p>{@link cerb.backup.repository.pack.BlobCodec} turns one blob into its stored form and back, and proves on the way in what will
 * come out; {@link cerb.backup.repository.pack.OpenPack} assembles, {@link cerb.backup.repository.pack.PackReader} reads ranges and
 * checks whole packs. Every blob that is read is checked in this order: authentication, decompression, length, SHA-256.
 */
package cerb.backup.repository.pack;
