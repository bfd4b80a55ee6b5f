package cerb.backup.mysql.rows;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.DefinitionChangedException;
import cerb.backup.mysql.text.RowText;
import java.io.InputStream;
import java.sql.SQLException;

/**
 * The text of one part as it is written. Holds one buffer. The rows come from a {@link Rows}, which is told when they have all been read, and when the stream is
 * closed. One thread at a time.
 */
final class RowStream extends InputStream {
    private static final int FILL = 64 << 10;

    private final String table;
    private final RowText text;
    private final Rows rows;
    private int position;
    private long bytes;
    private boolean rowsEnded;
    private boolean whole;
    private boolean closed;
    private RuntimeException failure;

    RowStream(String table, RowText text, Rows rows) {
        this.table = table;
        this.text = text;
        this.rows = rows;
        text.begin();
        bytes = text.length();
    }

    /** Where the rows come from. */
    interface Rows {
        /** Appends the next row; false if there is none, and after it nothing is asked any more. {@code written} bytes are in the part so far. */
        boolean append(RowText text, long written) throws SQLException;

        /** All rows have been read, and all text has been taken. */
        void ended(PartTally tally);

        /** Nothing more will be asked; {@code whole} if all had been read. Called once. */
        void closed(boolean whole);
    }

    @Override
    public int read() {
        byte[] one = new byte[1];
        return read(one, 0, 1) < 0 ? -1 : one[0] & 0xff;
    }

    @Override
    public int read(byte[] target, int offset, int length) {
        if (length == 0) {
            return 0;
        }
        if (closed) {
            throw new DatabaseException("reading table " + table + " failed: its stream was closed", "Read the part again.");
        }
        if (failure != null) {
            throw failure;
        }
        if (position == text.length() && !fill()) {
            return -1;
        }
        int count = Math.min(length, text.length() - position);
        System.arraycopy(text.bytes(), position, target, offset, count);
        position += count;
        return count;
    }

    /** False at the end. */
    private boolean fill() {
        text.clear();
        position = 0;
        if (!rowsEnded) {
            append();
        }
        if (text.length() == 0 && !whole) {
            whole = true;
            rows.ended(new PartTally(text.rows(), bytes, text.checksum().sum()));
        }
        return text.length() > 0;
    }

    private void append() {
        try {
            while (!rowsEnded && text.length() < FILL) {
                rowsEnded = !rows.append(text, bytes + text.length());
            }
            if (rowsEnded) {
                text.end();
            }
            bytes += text.length();
        } catch (SQLException e) {
            throw failed(explain(table, e));
        } catch (RuntimeException e) {
            throw failed(e);
        }
    }

    /** It fails from now on: asked again, the driver answers an interrupted result with its end. */
    private RuntimeException failed(RuntimeException cause) {
        failure = cause;
        return cause;
    }

    static DatabaseException explain(String table, SQLException e) {
        if (DefinitionChangedException.isReasonOf(e)) {
            return new DefinitionChangedException("table " + table, e);
        }
        return DatabaseException.of("reading table " + table, e);
    }

    @Override
    public void close() {
        if (!closed) {
            closed = true;
            rows.closed(whole);
        }
    }
}
