/**
 * The SHA-1 of files: a repository knows their SHA-256, and rows say SHA-1.
 *
 * <p>Each content is digested once: while it is read ({@link cerb.backup.operation.crosscheck.hashes.ContentHashes}), or, if it was stored before, by reading it again for half a
 * minute at each recovery point ({@link cerb.backup.operation.crosscheck.hashes.ContentReading}); {@link cerb.backup.operation.crosscheck.hashes.Inventory} keeps what is known from one
 * recovery point to the next. Files are asked for in the order of a tree, so that nothing but a directory's lines is in memory.
 */
package cerb.backup.operation.crosscheck.hashes;
