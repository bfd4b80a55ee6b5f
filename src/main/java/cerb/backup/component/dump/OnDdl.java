package cerb.backup.component.dump;

/** What happens when the definition of a table changes during a dump. */
public enum OnDdl {
    /** The dump fails, and is taken again. */
    AGAIN,
    /** The change waits until the dump has ended, where the server has a lock for it that holds up nothing else; elsewhere as {@link #AGAIN}. */
    WAIT
}
