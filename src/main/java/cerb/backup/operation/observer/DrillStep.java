package cerb.backup.operation.observer;

import java.util.Locale;

/** The steps of a drill, in their order. */
public enum DrillStep {
    /** The repository is opened, its index read, and the recovery point chosen. */
    OPEN,
    /** A database server for the drill alone is started. */
    SERVER,
    /** The files are restored. */
    STORAGE,
    /** The restored files are read again and held against the snapshot. */
    COMPARE_FILES,
    /** The database is restored. */
    DATABASE,
    /** The restored rows are read again and held against the manifest. */
    COMPARE_ROWS,
    /** The restored helpdesk is made harmless: it fetches, sends and deletes nothing. */
    NEUTRALISE,
    /** Rows and files that were restored are held against each other. */
    CROSS_CHECK,
    /** People's own queries are asked of the restored database. */
    ASSERT,
    /** Everything that was restored is removed. */
    REMOVE;

    /** The step's name in JSON, in a metric's label and for people, such as {@code compare-files}. */
    public String word() {
        return name().toLowerCase(Locale.ROOT).replace('_', '-');
    }

    /** Whether a real restore takes this step, too: what the others take is the price of the proof. */
    public boolean isRecovery() {
        return this == OPEN || this == STORAGE || this == DATABASE;
    }
}
