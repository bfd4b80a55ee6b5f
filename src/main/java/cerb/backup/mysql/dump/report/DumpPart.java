package cerb.backup.mysql.dump.report;

import cerb.backup.mysql.dump.Dump;

/**
 * One file of a dump, to be read with {@link Dump#read}.
 *
 * @param path          {@code <schema>/schema.sql}, {@code <schema>/data/<table>.<first key>.sql}, {@code <schema>/post.sql} or {@code accounts.sql}; the first chunk of a table,
 *                      which has no lower border, is {@code <schema>/data/<table>.sql}; a file of the server is {@code <schema>/hotcopy/<its name>}
 * @param table         the table's name; null for the others
 * @param keyColumns    how many leading columns of each row tell it from the others: its key's; 0 where there is no key, and for the others; {@link #FILE} for a file of the server
 * @param expectedBytes estimate of its size
 */
public record DumpPart(String path, String table, int keyColumns, long expectedBytes) {
    /** In the place of a number of key columns: what is read is a file of the server, with pages in the place of rows. */
    public static final int FILE = -1;
}
