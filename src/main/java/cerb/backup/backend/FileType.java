package cerb.backup.backend;

/**
 * The six kinds of files in a repository, with their directories (restic design, Repository Layout).
 */
public enum FileType {
    /** The repository's configuration: one file, fixed name, at the top. */
    CONFIG("config"),
    /** Plain JSON with the master key, sealed by a password. */
    KEY("keys"),
    /** Packs, spread over 256 directories by the first two digits of their names. */
    DATA("data"),
    /** Which pack holds which blob. */
    INDEX("index"),
    /** Snapshots. */
    SNAPSHOT("snapshots"),
    /** Locks of running programs. */
    LOCK("locks");

    private final String directory;

    FileType(String directory) {
        this.directory = directory;
    }

    /** Returns the directory that holds the files of this type; for {@link #CONFIG} the name of the file itself. */
    public String directory() {
        return directory;
    }
}
