package cerb.backup.mysql.rows;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.chunk.ChunkSize;
import cerb.backup.mysql.chunk.Range;
import cerb.backup.mysql.lock.PointInTime;
import cerb.backup.mysql.lock.ReaderWatch;
import cerb.backup.mysql.text.RowText;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * A large table without a key to cut at: one result, cut where enough has been written, each part the sequel of the one before. How many parts there will be
 * must be known before the first is read, since a reader may look ahead; so some more are foreseen than are likely to be needed, and the last takes all
 * that is left. Its parts have their turns; planner and readers may ask at the same time.
 */
public final class SequelTable {
    private final TableTally tally;
    private final Session session;
    private final ReaderWatch watch;
    private final Turns turns;
    private final int foreseen;
    private int handedOut;
    private ResultSet result;
    private boolean rowPending;
    private volatile boolean exhausted;

    SequelTable(TableTally tally, Session session, ReaderWatch watch, Turns turns) {
        this.tally = tally;
        this.session = session;
        this.watch = watch;
        this.turns = turns;
        // Hexadecimal doubles binary columns.
        this.foreseen = (int) Math.min(10_000, 2 + 2 * tally.table().dataBytes() / ChunkSize.TARGET);
    }

    /** What has been read of it. */
    public TableTally tally() {
        return tally;
    }

    /** Who may read. */
    Turns turns() {
        return turns;
    }

    /** True if another part should be handed out. */
    boolean hasSequel() {
        return !exhausted && handedOut < foreseen;
    }

    /** The number of the next part, from 1. */
    public int handOut() {
        return ++handedOut;
    }

    boolean isLast(int number) {
        return number == foreseen;
    }

    /** Begins the result, at the first part's turn. */
    void begin() throws SQLException {
        if (result == null) {
            result = session.stream(Range.all(0).select(tally.table()));
            if (tally.table().isTransactional()) {
                // others stay locked for their writers until they are read in any case
                watch.begin(session, tally.table().name());
            }
        }
    }

    /** Appends the next row; false at the end of the table, or if the part is long enough. Throws DefinitionChangedException where others waited for its end. */
    boolean append(RowText text, RowListener rows, boolean longEnough) throws SQLException {
        try {
            boolean appended = next(text, rows, longEnough);
            // a result that was cut off may look like one that has ended
            demandKept(null);
            return appended;
        } catch (SQLException e) {
            demandKept(e);
            throw e;
        }
    }

    /** Throws DefinitionChangedException where this table, or one before it, was given up for others. */
    void demandKept(Exception cause) {
        watch.demandKept(cause);
    }

    private boolean next(RowText text, RowListener rows, boolean longEnough) throws SQLException {
        if (exhausted) {
            return false;
        }
        if (!rowPending && !result.next()) {
            exhausted = true;
            return false;
        }
        rowPending = longEnough;
        if (!longEnough) {
            text.append(result);
            rows.row(column -> result.getBytes(column + 1));
        }
        return !longEnough;
    }

    /** A part's turn is over, all its rows read. */
    void partEnded() {
        if (exhausted && result != null) {
            watch.end();
            try {
                result.close();
                PointInTime.letGoOfTables(session);
            } catch (SQLException e) {
                throw RowStream.explain(tally.table().name(), e);
            }
            tally.lastHandedOut();
        }
        turns.finished();
    }
}
