package cerb.backup.mysql.dump.report;

/** How the rows of a table were held at the dump's point in time. */
public enum Consistency {
    /** A transaction's snapshot. */
    SNAPSHOT,
    /** A read lock from the point until the table was copied. */
    LOCKED,
    /** Nothing: the rows may be of another time. */
    BEST_EFFORT
}
