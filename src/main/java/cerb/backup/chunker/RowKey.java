package cerb.backup.chunker;

/** Reads the key of a row, over any number of calls, into a hash. */
sealed interface RowKey permits LeadingValues, WholeRow {

    /** Reads on from {@code from}; returns how far the key goes, at most {@code to}, and never beyond a line end. */
    int scan(byte[] bytes, int from, int to);

    /** Tells whether the line read is a row. */
    boolean isRow();

    /** Returns a hash of the key whose every bit depends on every byte. */
    long hash();

    /** Begins the next line. */
    void reset();
}
