/**
 * Rows of the dumps that snapshots hold, read from their text without a database.
 *
 * <p>A table's rows lie in files named by their first key, so that a row whose key is known is looked for in one of them. What is known of a file is known of every
 * snapshot whose file consists of the same blobs: who asks many snapshots asks by {@link cerb.backup.operation.query.rows.DumpedFile#content()}. A hot copy has no
 * text, and so no rows here.
 */
package cerb.backup.operation.query.rows;
