package cerb.backup.mysql.dump.report;

import java.util.Objects;
import java.util.function.Predicate;

/**
 * What a restore has to change because rows were left out, such as how far they had got. It goes into {@code post.sql}, so that a restore by the plain
 * client gets it too.
 *
 * @param leftOut which tables make it needed where they are left out, or dumped without their rows
 * @param table   what it changes; without that table, or its rows, there is nothing to change
 * @param sql     the statement, an UPDATE without delimiter
 */
public record Reset(Predicate<String> leftOut, String table, String sql) {
    /** Refuses null. */
    public Reset {
        Objects.requireNonNull(leftOut, "leftOut");
        Objects.requireNonNull(table, "table");
        Objects.requireNonNull(sql, "sql");
    }
}
