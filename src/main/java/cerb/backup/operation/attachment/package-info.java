/**
 * One attachment back, long after somebody deleted it.
 *
 * <p>Rows come from the text of the recovery points' dumps (package {@code query.rows}), which is what a restore would load, and whose rows are as short as the lines
 * of a catalog; objects from the tree of {@code /storage}, or from the dump's rows of {@code storage_attachments} where Cerb keeps them in the database. An id
 * may have been used twice, and an object may have been damaged, moved or written again: a <em>version</em> is what the row and the object said
 * together, and it is kept from one recovery point to another.
 *
 * <p>Files of rows that two recovery points share are read once. A row that is looked for by its id is read from the one file that may hold it.
 */
package cerb.backup.operation.attachment;
