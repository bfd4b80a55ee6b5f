package cerb.backup.mysql.dump;

import cerb.backup.mysql.chunk.ChunkSize;
import cerb.backup.mysql.text.RowText;
import java.io.InputStream;
import java.sql.SQLException;

/** The next piece of a {@link SequelTable}; can be read once, after the one before. */
record SequelPart(DumpPart part, SequelTable table, int number, long turn, DumpListener listener) implements PlannedPart {
    @Override
    public InputStream open() {
        table.turns().await(turn);
        try {
            table.begin();
            return new RowStream(part.table(), new RowText(table.tally().table()), new SequelRows());
        } catch (SQLException e) {
            table.turns().fail("table " + part.table() + " could not be read");
            throw RowStream.explain(part.table(), e);
        }
    }

    private final class SequelRows implements RowStream.Rows {
        @Override
        public boolean append(RowText text, long written) throws SQLException {
            return table.append(text, written >= ChunkSize.TARGET && !table.isLast(number));
        }

        @Override
        public void ended(PartTally read) {
            table.tally().read(part.path(), read);
            listener.partRead(part, read.rows(), read.bytes());
        }

        @Override
        public void closed(boolean whole) {
            if (whole) {
                table.partEnded();
            } else {
                table.turns().fail("reading table " + part.table() + " was given up in the middle of " + part.path() + ", and it can only be read from begin to end");
            }
        }
    }
}
