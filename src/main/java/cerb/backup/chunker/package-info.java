/**
 * Where streams are cut into blobs: so that what did not change is cut as before and is found in the repository already
 * (restic design, Backups and Deduplication).
 *
 * <ul>
 * <li>{@link cerb.backup.chunker.GearChunker} for files, of which nothing is known;</li>
 * <li>{@link cerb.backup.chunker.RowChunker} for dumps, whose rows and keys can be seen;</li>
 * <li>{@link cerb.backup.chunker.BlockChunker} for a database's own files, which are changed in place.</li>
 * </ul>
 *
 * <p>Laws of all: the cuts do not depend on how the stream is sliced into calls; no blob is empty or longer than the maximum; the same bytes
 * are cut the same way again.
 */
package cerb.backup.chunker;
