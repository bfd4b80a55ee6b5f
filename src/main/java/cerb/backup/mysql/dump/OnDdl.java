package cerb.backup.mysql.dump;

/** What to do about a table whose definition changed during the dump. */
public enum OnDdl {
    /** Throw the dump away and begin again at a new point in time. */
    AGAIN,
    /** Copy the changed tables once more, at a time of their own, and mark them as best-effort. */
    REDUMP
}
