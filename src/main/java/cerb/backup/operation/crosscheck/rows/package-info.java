/**
 * The rows of a dump that refer to objects, kept while the dump is read: 12 bytes a row, 20 more where it has a SHA-1, and some 44 for an object in the
 * database's own tables. A million attachments take 32 MB until the recovery point is written; a million rows of another application, whose paths may be anything, some 60 MB.
 *
 * <p>They are the dump's own rows, heard while they are read. A query of our own would see another time where a table is locked, not held by a snapshot, and is
 * let go once it is copied; and it would read all objects in the database a second time. Only where nobody hears rows are they asked for ({@link
 * cerb.backup.operation.crosscheck.rows.RowSource}), and the manifest says so.
 */
package cerb.backup.operation.crosscheck.rows;
