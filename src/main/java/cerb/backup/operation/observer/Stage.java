package cerb.backup.operation.observer;

/** What an operation is busy with, in the order of a recovery point; then the others. */
public enum Stage {
    /** The walk before the dump. */
    STORAGE_BEFORE,
    /** The dump's parts are read and stored. */
    DATABASE,
    /** The walk after the dump. */
    STORAGE_AFTER,
    /** The rows of the dump are compared with the files. */
    CROSS_CHECK,
    /** A checkpoint's update of dirty directories. */
    CHECKPOINT,
    /** Files are restored. */
    RESTORE_STORAGE,
    /** The database is restored. */
    RESTORE_DATABASE,
    /** The rows of the restored database are read again and held against the dump. */
    VERIFY_DATABASE,
    /** Restored files are read again and held against the snapshot. */
    COMPARE_STORAGE,
    /** The repository's structure is checked. */
    CHECK_STRUCTURE,
    /** The repository's packs are read. */
    CHECK_DATA,
    /** A prune looks at all trees for the blobs that are still needed. */
    PRUNE_MARK,
    /** A prune copies blobs out of packs that are to go. */
    PRUNE_REPACK,
    /** A prune removes packs and index files, while nobody else works on the repository. */
    PRUNE_REMOVE,
    /** The index is compared with the packs, and made anew where they differ. */
    REPAIR_INDEX,
    /** A repository is taken up again from another place. */
    TAKE_UP,
    /** A repository is copied to volumes. */
    EXPORT,
    /** The volumes of an export are read. */
    VERIFY_EXPORT
}
