package cerb.backup.mysql.rows;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.chunk.Range;
import cerb.backup.mysql.lock.PointInTime;
import cerb.backup.mysql.lock.ReaderWatch;
import cerb.backup.mysql.text.RowText;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.function.Consumer;
import java.util.function.Supplier;

/**
 * Reads a range of a table's key with any session of the pool; can be done again.
 *
 * @param path     what the part is called
 * @param tally    counts it when it has been read to its end
 * @param range    its rows
 * @param pool     the sessions
 * @param watch    watches the pool's only session, where the range is read for long; else null
 * @param read     hears of it then, too
 * @param listener who hears of its rows, asked each time it is read
 */
public record RangeReader(String path, TableTally tally, Range range, SessionPool pool, ReaderWatch watch, Consumer<PartTally> read, Supplier<RowListener> listener) {
    /** The part's text; waits for a session. */
    public InputStream open() {
        RowListener rows = listener.get();
        Session session = pool.take();
        boolean begun = false;
        try {
            ResultSet result = session.stream(range.select(tally.table()));
            if (watch != null) {
                watch.begin(session, tally.table().name());
            }
            begun = true;
            return new RowStream(tally.table().name(), new RowText(tally.table()), new RangeRows(session, result, rows));
        } catch (SQLException e) {
            demandKept(e);
            throw RowStream.explain(tally.table().name(), e);
        } finally {
            if (!begun) {
                pool.give(session);
            }
        }
    }

    private void demandKept(Exception cause) {
        if (watch != null) {
            watch.demandKept(cause);
        }
    }

    private final class RangeRows implements RowStream.Rows {
        private final Session session;
        private final ResultSet result;
        private final RowListener rows;

        RangeRows(Session session, ResultSet result, RowListener rows) {
            this.session = session;
            this.result = result;
            this.rows = rows;
        }

        @Override
        public boolean append(RowText text, long written) throws SQLException {
            try {
                boolean appended = next(text);
                // a result that was cut off may look like one that has ended
                demandKept(null);
                return appended;
            } catch (SQLException e) {
                demandKept(e);
                throw e;
            }
        }

        private boolean next(RowText text) throws SQLException {
            if (!result.next()) {
                return false;
            }
            text.append(result);
            rows.row(column -> result.getBytes(column + 1));
            return true;
        }

        @Override
        public void ended(PartTally part) {
            tally.read(path, part);
            rows.ended();
            read.accept(part);
        }

        /** What was not read of the result is skipped, so that the session can read on. */
        @Override
        public void closed(boolean whole) {
            if (watch != null) {
                watch.end();
            }
            try {
                if (watch == null || !watch.gaveUp()) {
                    result.close();
                    PointInTime.letGoOfTables(session);
                }
            } catch (SQLException e) {
                session.abort();
                throw RowStream.explain(tally.table().name(), e);
            } finally {
                pool.give(session);
            }
        }
    }
}
