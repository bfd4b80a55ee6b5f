package cerb.backup.configuration.value;

/** Whose storage directory and database it is. */
public enum StorageKind {
    /** A Cerb. */
    CERB,
    /** Any other application. */
    PLAIN
}
