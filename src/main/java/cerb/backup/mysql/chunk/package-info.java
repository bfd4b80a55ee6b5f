/**
 * Where a table's rows are cut into chunks.
 *
 * <p>A chunk is a range of the table's key, from its border up to the next; the first has none, the last no end. Its file is named by its border, so the
 * names of the previous dump tell all its borders, and they are inherited: a chunk above 16 MiB is split, two neighbours below 4 MiB are joined, and
 * nothing else moves. So a file changes only if one of its rows did.
 *
 * <p>A table without a key to cut at is one stream. Between 4 and 16 MiB it is cut behind a row whose content says so, so that after a deletion at
 * its start the later files are cut as before, and are the same.
 */
package cerb.backup.mysql.chunk;
