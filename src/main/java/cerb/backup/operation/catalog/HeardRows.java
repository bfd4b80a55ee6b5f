package cerb.backup.operation.catalog;

import cerb.backup.mysql.dump.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.operation.crosscheck.rows.References;
import java.sql.SQLException;
import java.util.List;

/**
 * What is made of a dump's rows while it is read.
 *
 * @param catalog    lists them
 * @param references keeps what they refer to
 */
public record HeardRows(Catalog catalog, References references) {
    /** Who is to hear of the rows of a part. */
    public RowListener listen(DumpPart part, List<Column> columns) {
        RowListener first = catalog.listen(part, columns);
        RowListener second = references.listen(part, columns);
        return first == RowListener.NONE ? second : second == RowListener.NONE ? first : new RowListener() {
            @Override
            public void row(Row row) throws SQLException {
                first.row(row);
                second.row(row);
            }

            @Override
            public void ended() {
                first.ended();
                second.ended();
            }
        };
    }

    /** Forgets everything, because the dump begins again. */
    public void clear() {
        catalog.clear();
        references.clear();
    }
}
