package cerb.backup.configuration.value;

/** How the database is read. */
public enum DumpMethod {
    /** Over an ordinary connection. */
    SQL,
    /** By copying the files of a server on this host while its tables are locked. */
    HOTCOPY
}
