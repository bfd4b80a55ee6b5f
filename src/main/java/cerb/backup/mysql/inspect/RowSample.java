package cerb.backup.mysql.inspect;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.io.ByteArrayOutputStream;
import java.util.List;
import java.util.stream.Collectors;

/** Some rows of a schema's largest tables, to see how well they compress. */
public final class RowSample {
    private static final int TABLES = 5;
    private static final long TABLE_BYTES = 512 << 10;
    private static final int MOST_ROWS = 1000;
    private static final int MOST_BYTES = 4 << 20;
    private static final int BEGINNING = 16 << 10;

    private RowSample() {}

    /** Their values, one after another: about 512 KiB of each of the five largest tables. */
    public static byte[] of(Session session, List<TableFacts> tables) {
        ByteArrayOutputStream sample = new ByteArrayOutputStream();
        tables.stream().filter(table -> table.bytes() > 0).limit(TABLES).forEach(table -> {
            long rows = Math.max(1, Math.min(MOST_ROWS, TABLE_BYTES / Math.max(1, table.rowBytes())));
            for (List<byte[]> row : session.byteRows("SELECT " + columns(session, table.name()) + " FROM " + Identifier.quote(table.name()) + " LIMIT " + rows)) {
                row.stream().filter(value -> value != null && sample.size() < MOST_BYTES).forEach(sample::writeBytes);
            }
        });
        return sample.toByteArray();
    }

    /** A value may have gigabytes; of one that can be long its beginning is as good a sample. */
    private static String columns(Session session, String table) {
        return session.rows("SELECT COLUMN_NAME, COALESCE(CHARACTER_OCTET_LENGTH, 0) > " + BEGINNING + " FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = "
                + Identifier.literal(session.schema()) + " AND TABLE_NAME = " + Identifier.literal(table)).stream()
            .map(row -> row.get(1).equals("1") ? "LEFT(" + Identifier.quote(row.get(0)) + ", " + BEGINNING + ")" : Identifier.quote(row.get(0))).collect(Collectors.joining(", "));
    }
}
