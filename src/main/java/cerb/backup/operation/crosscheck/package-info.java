/**
 * Whether each row of the six tables that refers to an object finds it in the recovery point, as the row says.
 *
 * <pre>
 * while the dump is read   its rows are kept, and the pieces of objects in its tables counted and digested    ({@link cerb.backup.operation.crosscheck.rows.References})
 * while files are stored   SHA-1 of those whose rows have one                                                 (ContentHashes)
 * before the snapshot      each namespace's tree is walked once and looked up among the rows; then the rows   (TableComparison)
 *                          whose object is in the database; what is left of the rows has no file
 *                          a row whose object is missing or wrong is asked again of the live database         (Misses, {@link cerb.backup.operation.crosscheck.LiveRows})
 *                          gone, moved or changed: benign; the same as before: damage, and the last good
 *                          copy is looked for in older snapshots, each content read once, and for as long     (LastGoodCopy)
 *                          as the inventory may read
 * with the snapshot        counts and samples in the manifest, SHA-1 of files in /inventory                   (Inventory)
 * </pre>
 * The rows of a hot copy, which only a server can read, are asked for when it is taken; those of another application by its own query ({@link
 * cerb.backup.operation.crosscheck.rows.FileReferences}, PathComparison): before the last walk, so that what these rows refer to was written by then. Where neither can be
 * asked, nothing is compared, and the recovery point says so.
 *
 * <p>Three sets: referenced and present; referenced and missing or wrong; present and unreferenced. Beside them: objects that the row says are elsewhere, such as at S3,
 * which are counted and told, and rows that say that nothing is stored.
 *
 * <p>A SHA-1 is computed once for each content, see the package {@code hashes}. An object in the database is digested at each dump, which reads it anyway.
 *
 * <p>Memory: the rows, see the package {@code rows}; 35 bytes for each file read since the last recovery point, a million at most. Time: one pass over the trees'
 * nodes and the inventory's lines.
 */
package cerb.backup.operation.crosscheck;
