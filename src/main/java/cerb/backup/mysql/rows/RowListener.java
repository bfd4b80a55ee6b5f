package cerb.backup.mysql.rows;

import java.sql.SQLException;

/** Hears of the rows of one part of a dump as they are written, on the thread that reads the part. What it throws fails the part. */
public interface RowListener {
    /** Hears nothing. */
    RowListener NONE = row -> { };

    /** The values of one row. */
    @FunctionalInterface
    interface Row {
        /** The value of a column, counted from 0 in the order of the part's columns, as the server sent it; null for NULL. */
        byte[] value(int column) throws SQLException;
    }

    /** A row, which can be looked at during the call. */
    void row(Row row) throws SQLException;

    /** The part was read to its end; without it, nothing that was heard of the part counts. */
    default void ended() {
    }
}
