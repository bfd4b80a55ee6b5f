package cerb.backup.cerb.rehearsal;

import cerb.backup.cerb.Release;
import java.util.Set;

/**
 * One statement that stops a table's rows from doing something. Executed twice it changes nothing the second time.
 *
 * @param table   the table
 * @param columns what the statement needs of it
 * @param sql     the statement; the rows that it counts are those it has changed
 * @param effect  what is so of the rows changed, to follow their number and the table
 * @param known   releases that have the table and its columns; in others they may be
 */
public record Measure(String table, Set<String> columns, String sql, String effect, Set<Release> known) {
    /** Copies the sets. */
    public Measure {
        columns = Set.copyOf(columns);
        known = Set.copyOf(known);
    }
}
