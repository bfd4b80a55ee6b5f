/**
 * The index in memory: which pack holds which blob, in about 56 bytes a blob.
 *
 * <p>A repository of a million files has some two million blobs; as objects in a {@code HashMap} they would take 400 MB. So
 * {@link cerb.backup.repository.index.BlobIndex} keeps entries in arrays of primitives (48 bytes: id, pack and type, offset, length,
 * uncompressed length), in segments that are never copied, and finds them through an open-addressing table of entry numbers
 * (5.3 to 10.7 bytes an entry). A blob may have several entries, one for each copy.
 * While an index is built anew, because a prune has replaced index files, there are two of them for as long: who looks up is never held up.
 *
 * <p>{@link cerb.backup.repository.index.PackTrust} knows which packs are missing, cut short or damaged: their entries are found by readers, last,
 * and count for nothing when something is stored. {@link cerb.backup.repository.index.BlobReader} tries one copy after the other, and tells it of those that were not sound.
 */
package cerb.backup.repository.index;
