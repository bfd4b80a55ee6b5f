package cerb.backup.mysql.schema;

import java.util.List;

/**
 * The unique key which orders the rows of a table.
 *
 * @param index   the index's name
 * @param columns its columns, none of them nullable
 */
public record TableKey(String index, List<Column> columns) {
    /** Copies the list. */
    public TableKey {
        columns = List.copyOf(columns);
    }

    /** True if chunks can be bounded by values of this key. */
    public boolean isRangeable() {
        return columns.size() <= 4 && columns.stream().allMatch(Column::isRangeable);
    }
}
