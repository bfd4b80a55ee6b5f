package cerb.backup.mysql.load;

/** Hears how far a load is. Called by several threads; returns at once and throws nothing. */
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

    /** The target is the load's from now on: it held nothing, or what a load of the same dump had left. */
    default void begun() { }

    /** So many files of rows are loaded. */
    default void loaded(Amount amount) { }

    /** So many tables have been read again and held against the dump. */
    default void verified(Amount amount) { }
}
