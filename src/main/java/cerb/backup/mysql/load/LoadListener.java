package cerb.backup.mysql.load;

/** Hears how far a load is. Called by several threads; returns at once and, but where it says so, throws nothing. */
public interface LoadListener {
    /** Hears of nothing. */
    LoadListener NONE = new LoadListener() { };

    /**
     * How much has been done of what this run has to do.
     *
     * @param parts    files, or tables
     * @param allParts how many there are
     * @param bytes    of their text
     * @param allBytes how many there are
     */
    record Amount(long parts, long allParts, long bytes, long allBytes) { }

    /** The target is the load's from now on, as {@link cerb.backup.mysql.load.target.Target.Claim} has it: this alone may throw, which ends the load. */
    default void begun(boolean goesOn) { }

    /** So many files of rows are loaded. */
    default void loaded(Amount amount) { }

    /** So many tables have been read again and held against the dump. */
    default void verified(Amount amount) { }
}
