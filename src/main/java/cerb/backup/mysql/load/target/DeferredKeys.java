package cerb.backup.mysql.load.target;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Collectors;

/**
 * Keys of MyISAM and Aria tables that are made when all rows are there: by sorting, in a fraction of the time that row by row takes, most of all for full-text keys. InnoDB has no
 * such switch (MySQL manual, "ALTER TABLE": {@code DISABLE KEYS}). Keys that must be unique are made with the rows. Thread-safe.
 */
public final class DeferredKeys {
    /** Files to come, by table. */
    private final Map<String, Integer> missing;

    private DeferredKeys(Map<String, Integer> missing) {
        this.missing = missing;
    }

    /** Switches the keys off in the session's schema, for tables with files to come; on again where an earlier restore has loaded them all and ended before that. */
    public static DeferredKeys of(Session session, Map<String, Integer> missing) {
        Set<String> tables = session.rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=" + Identifier.literal(session.schema())
                + " AND TABLE_TYPE IN ('BASE TABLE', 'SYSTEM VERSIONED') AND ENGINE IN ('MyISAM', 'Aria')").stream().map(row -> row.get(0)).collect(Collectors.toSet());
        Map<String, Integer> deferred = new TreeMap<>();
        missing.forEach((table, files) -> {
            if (tables.contains(table) && alter(session, table, files > 0 ? "DISABLE" : "ENABLE") && files > 0) {
                deferred.put(table, files);
            }
        });
        return new DeferredKeys(deferred);
    }

    /** Whether the table's keys are made after its last file. */
    public synchronized boolean isDeferred(String table) {
        return missing.containsKey(table);
    }

    /** A file of the table is loaded and committed; after the last one the session makes the keys. */
    public void loaded(Session session, String table) {
        if (isLast(table)) {
            alter(session, table, "ENABLE");
        }
    }

    private synchronized boolean isLast(String table) {
        Integer left = missing.computeIfPresent(table, (name, files) -> files - 1);
        return left != null && left == 0;
    }

    /** False where the account may not: it may load all the same, and the keys grow with the rows. */
    private static boolean alter(Session session, String table, String verb) {
        try {
            session.execute("ALTER TABLE " + Identifier.quote(table) + " " + verb + " KEYS");
            return true;
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_TABLEACCESS_DENIED_ERROR) {
                return false;
            }
            throw e;
        }
    }
}
