package cerb.backup.operation.query.stats;

/** What is counted. */
public enum StatsMode {
    /** What a restore of each snapshot would write. */
    RESTORE_SIZE("restore-size"),
    /** Files of the same content once. */
    FILES_BY_CONTENTS("files-by-contents"),
    /** Of files of the same content, the blobs of each path once. Over several snapshots this depends on their order: here the oldest comes first. */
    BLOBS_PER_FILE("blobs-per-file"),
    /** The blobs that are needed, as they are stored. */
    RAW_DATA("raw-data");

    private final String word;

    StatsMode(String word) {
        this.word = word;
    }

    /** Returns restic's word. */
    public String word() {
        return word;
    }

    /**
     * Reads restic's word.
     *
     * @throws IllegalArgumentException if it is none
     */
    public static StatsMode parse(String word) {
        for (StatsMode mode : values()) {
            if (mode.word.equals(word)) {
                return mode;
            }
        }
        throw new IllegalArgumentException(word + " is none of restore-size, files-by-contents, blobs-per-file and raw-data");
    }
}
