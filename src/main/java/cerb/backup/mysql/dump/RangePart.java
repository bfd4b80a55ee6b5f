package cerb.backup.mysql.dump;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.chunk.Range;
import cerb.backup.mysql.lock.PointInTime;
import cerb.backup.mysql.text.RowText;
import java.io.InputStream;
import java.sql.ResultSet;
import java.sql.SQLException;

/** A range of a table's key, read by any session of the pool; can be read again. */
record RangePart(DumpPart part, TableTally tally, Range range, SessionPool pool, DumpListener listener) implements PlannedPart {
    @Override
    public InputStream open() {
        Session session = pool.take();
        try {
            ResultSet result = session.stream(range.select(tally.table()));
            return new RowStream(part.table(), new RowText(tally.table()), new RangeRows(session, result));
        } catch (SQLException e) {
            pool.give(session);
            throw RowStream.explain(part.table(), e);
        }
    }

    private final class RangeRows implements RowStream.Rows {
        private final Session session;
        private final ResultSet result;

        RangeRows(Session session, ResultSet result) {
            this.session = session;
            this.result = result;
        }

        @Override
        public boolean append(RowText text, long written) throws SQLException {
            if (!result.next()) {
                return false;
            }
            text.append(result);
            return true;
        }

        @Override
        public void ended(PartTally read) {
            tally.read(part.path(), read);
            listener.partRead(part, read.rows(), read.bytes());
        }

        /** What was not read of the result is skipped, so that the session can read on. */
        @Override
        public void closed(boolean whole) {
            try {
                result.close();
                PointInTime.letGoOfTables(session);
            } catch (SQLException e) {
                session.abort();
                throw RowStream.explain(part.table(), e);
            } finally {
                pool.give(session);
            }
        }
    }
}
