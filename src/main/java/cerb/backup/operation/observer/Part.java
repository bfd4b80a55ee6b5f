package cerb.backup.operation.observer;

/** The parts a recovery point is made of. */
public enum Part {
    /** The dump of the database. */
    DATABASE,
    /** The storage directory. */
    STORAGE
}
