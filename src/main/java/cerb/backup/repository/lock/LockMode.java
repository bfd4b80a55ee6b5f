package cerb.backup.repository.lock;

/** What a lock lets others do. */
public enum LockMode {
    /** Others may read and add: backup, restore, listing. */
    SHARED,
    /** Nobody else may work: what removes files that others may rely on. */
    EXCLUSIVE
}
