package cerb.backup.mysql.dump;

/**
 * One file of a dump, to be read with {@link Dump#read}.
 *
 * @param path          {@code <schema>/schema.sql}, {@code <schema>/data/<table>.<first key>.sql} or {@code <schema>/post.sql}; the first chunk of a table,
 *                      which has no lower border, is {@code <schema>/data/<table>.sql}
 * @param table         the table's name; null for the others
 * @param keyColumns    how many leading columns of each row are its key; 0 for the others and for tables without a key
 * @param expectedBytes estimate of its size
 */
public record DumpPart(String path, String table, int keyColumns, long expectedBytes) {
}
