package cerb.backup.operation.crosscheck.rows;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import java.nio.charset.StandardCharsets;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.concurrent.ConcurrentSkipListMap;
import java.util.function.Consumer;
import java.util.function.ToIntFunction;

/** The rows of one table that refer to objects. Heard by several threads, then read by one. */
public final class ObjectRows {
    private final ObjectTable table;
    private final StorageEngines engines;
    private final Map<String, RowSegment> segments = new ConcurrentSkipListMap<>();

    ObjectRows(ObjectTable table, StorageEngines engines) {
        this.table = table;
        this.engines = engines;
    }

    /** The table. */
    public ObjectTable table() {
        return table;
    }

    RowListener listen(String path, List<Column> columns) {
        List<String> names = columns.stream().map(Column::name).toList();
        RowSegment segment = new RowSegment(engines, table.hasSha1());
        return new RowListener() {
            private final int id = names.indexOf("id");
            private final int engine = names.indexOf("storage_extension");
            private final int profile = names.indexOf("storage_profile_id");
            private final int key = names.indexOf("storage_key");
            private final int size = names.indexOf("storage_size");
            private final int sha1 = names.indexOf("storage_sha1hash");

            @Override
            public void row(Row row) throws SQLException {
                segment.add(new ObjectRow(Long.parseLong(text(row, id)), text(row, engine), number(row, profile), text(row, key), number(row, size), text(row, sha1)));
            }

            @Override
            public void ended() {
                segment.seal();
                segments.put(path, segment);
            }
        };
    }

    /** Takes all rows of the table from whoever can be asked. Throws what the source throws. */
    void ask(RowSource source) throws Exception {
        RowSegment segment = new RowSegment(engines, table.hasSha1());
        References.demand(table.table(), source.all(table.table(), row -> segment.add(ObjectRow.of(row))));
        segment.seal();
        segments.put(table.table(), segment);
    }

    private static long number(RowListener.Row row, int column) throws SQLException {
        String text = text(row, column);
        return text.isEmpty() ? 0 : Long.parseLong(text);
    }

    /** Empty for NULL, and for a column that this version does not have. */
    private static String text(RowListener.Row row, int column) throws SQLException {
        byte[] value = column < 0 ? null : row.value(column);
        return value == null ? "" : new String(value, StandardCharsets.UTF_8);
    }

    /** The row of this id, or null. */
    public ObjectRow find(long id) {
        return find(segment -> segment.find(id));
    }

    /** The row of a key that is unlike those that Cerb makes of ids, or null. */
    public ObjectRow findByOtherKey(String key) {
        return find(segment -> segment.findByOtherKey(key));
    }

    private ObjectRow find(ToIntFunction<RowSegment> place) {
        for (RowSegment segment : segments.values()) {
            int at = place.applyAsInt(segment);
            if (at >= 0) {
                return segment.row(at);
            }
        }
        return null;
    }

    /** Takes note that a row's file was found. */
    public void markFound(long id) {
        for (RowSegment segment : segments.values()) {
            int at = segment.find(id);
            if (at >= 0) {
                segment.markFound(at);
                return;
            }
        }
    }

    /** Every row whose file was not found. */
    public void forEachNotFound(Consumer<ObjectRow> row) {
        for (RowSegment segment : segments.values()) {
            for (int at = 0; at < segment.count(); at++) {
                if (!segment.isFound(at)) {
                    row.accept(segment.row(at));
                }
            }
        }
    }
}
