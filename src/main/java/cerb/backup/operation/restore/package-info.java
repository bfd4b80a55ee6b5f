/**
 * Brings a snapshot back: files to a directory (package {@code files}), tables to a schema.
 *
 * <p>Files first: a database without its files shows broken attachments, files without a database show nothing. The text of each part of a dump is a stream over its
 * blobs, read ahead by pack; {@code mysql.load} does the rest, and {@code operation.rehearsal} makes it harmless where that is asked for.
 */
package cerb.backup.operation.restore;
