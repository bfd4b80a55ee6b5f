package cerb.backup.mysql.rows;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.chunk.ChunkSize;
import cerb.backup.mysql.text.RowText;
import java.io.InputStream;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads the next piece of a {@link SequelTable}; can be done once, after the one before.
 *
 * @param path     what the part is called
 * @param table    the table
 * @param number   which piece, from 1
 * @param turn     its turn on the session
 * @param read     hears of it when it has been read to its end
 * @param listener who hears of its rows
 */
public record SequelReader(String path, SequelTable table, int number, long turn, Consumer<PartTally> read, Supplier<RowListener> listener) {
    /** The next piece of the table, which is handed out by this. */
    public static SequelReader next(String path, SequelTable table, int number, Consumer<PartTally> read, Supplier<RowListener> listener) {
        return new SequelReader(path, table, number, table.turns().handOut(), read, listener);
    }

    /** The part's text; waits for its turn. */
    public InputStream open() {
        RowListener rows = listener.get();
        try {
            table.turns().await(turn);
        } catch (DatabaseException e) {
            table.demandKept(e);
            throw e;
        }
        try {
            table.begin();
            return new RowStream(table.tally().table().name(), new RowText(table.tally().table()), new SequelRows(rows));
        } catch (SQLException e) {
            table.turns().fail("table " + table.tally().table().name() + " could not be read");
            throw RowStream.explain(table.tally().table().name(), e);
        }
    }

    private final class SequelRows implements RowStream.Rows {
        private final RowListener rows;

        SequelRows(RowListener rows) {
            this.rows = rows;
        }

        @Override
        public boolean append(RowText text, long written) throws SQLException {
            return table.append(text, rows, isLongEnough(text, written) && !table.isLast(number));
        }

        /** As the rows say, so that after a change the next cuts are where they were. */
        private static boolean isLongEnough(RowText text, long written) {
            return written >= ChunkSize.MOST || written >= ChunkSize.LEAST && text.endsPart();
        }

        @Override
        public void ended(PartTally part) {
            table.tally().read(path, part);
            rows.ended();
            read.accept(part);
        }

        @Override
        public void closed(boolean whole) {
            if (whole) {
                table.partEnded();
            } else {
                table.turns().fail("reading table " + table.tally().table().name() + " was given up in the middle of " + path
                        + ", and it can only be read from begin to end");
            }
        }
    }
}
