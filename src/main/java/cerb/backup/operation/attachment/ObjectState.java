package cerb.backup.operation.attachment;

/** What a recovery point holds of an attachment's object, as far as can be told without reading it. */
public enum ObjectState {
    /** A file of the size that the row says. */
    PRESENT("on disk"),
    /** A file of another size. */
    WRONG_SIZE("on disk, of another size than the row says"),
    /** No file, though the row says that there is one. */
    MISSING("missing on disk"),
    /** Rows of the dump, which have not been looked at. */
    IN_DATABASE("in the database"),
    /** With an engine that is not backed up, such as a bucket. */
    ELSEWHERE("not in the backup"),
    /** Nothing was stored. */
    NONE("never stored");

    private final String words;

    ObjectState(String words) {
        this.words = words;
    }

    /** For people. */
    public String words() {
        return words;
    }
}
