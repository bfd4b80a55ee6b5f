package cerb.backup.mysql.dump;

import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Table;
import java.util.Collection;
import java.util.List;
import java.util.function.Predicate;

/** Hears of a dump while it runs, on the threads that read it: be quick. All methods do nothing by default. */
public interface DumpListener {
    /** Hears nothing. */
    DumpListener NONE = new DumpListener() { };

    /**
     * The definitions were read, and nothing is locked yet.
     *
     * @param tables   those that are about to be dumped
     * @param selected tells which others would be, if they were there
     * @throws cerb.backup.mysql.DatabaseException to end the dump here
     */
    default void definitionsRead(String schema, Collection<String> tables, Predicate<String> selected) {
    }

    /** The server estimates that the rows which are about to be dumped take so many bytes. */
    default void rowsEstimated(long bytes) {
    }

    /** The point in time is taken; writers were held up for {@code lockMillis}. */
    default void pointTaken(long lockMillis) {
    }

    /** Writers of these tables are about to be held up while {@code bytes} are copied, for {@code millis} as far as can be told beforehand. */
    default void blocks(List<String> tables, long bytes, long millis) {
    }

    /** An attempt to lock was cut off because it held writers up; it is repeated after {@code pauseMillis}. */
    default void stalled(String lock, long stalledMillis, long pauseMillis) {
    }

    /** A part of a table's rows is about to be read, perhaps once more: who is to hear of them. Not asked for a copy of files. */
    default RowListener rows(DumpPart part, Table table) {
        return RowListener.NONE;
    }

    /** A part was read to its end. */
    default void partRead(DumpPart part, long rows, long bytes) {
    }

    /** DDL was noticed; the dump begins again. */
    default void startsAgain(String reason) {
    }

    /** Something does not stop the dump, but somebody should know it. */
    default void warning(String message) {
    }
}
