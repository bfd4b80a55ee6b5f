package cerb.backup.mysql.lock;

/**
 * For how long a lock held writers up.
 *
 * @param lock          what was locked: {@link #SCHEMA}, {@link #INSTANCE}, or {@code table} and a name
 * @param attempts      how often it was asked for
 * @param heldMillis    how long in the attempt that got it, waiting included; 0 if none did
 * @param longestMillis how long in the longest attempt
 * @param totalMillis   how long in all attempts together
 */
public record LockReport(String lock, int attempts, long heldMillis, long longestMillis, long totalMillis) {
    /** The read locks on all tables of the schema at once, which are let go when the point in time is taken. */
    public static final String SCHEMA = "schema";

    /** MySQL's backup lock, held for the whole dump where that is asked for: it holds up DDL, and no writer. */
    public static final String INSTANCE = "instance";

    private static final String TABLE = "table ";

    /** The lock on a table that no snapshot holds, from shortly before the point in time until the table was copied. */
    static LockReport ofTable(String table, long heldMillis) {
        return new LockReport(TABLE + table, 1, heldMillis, heldMillis, heldMillis);
    }

    /** Whether a single table was locked. */
    public boolean isOfTable() {
        return lock.startsWith(TABLE);
    }
}
