package cerb.backup.mysql.lock;

/** Hears of locking. */
public interface LockListener {
    /** An attempt was cut off after holding writers up for so long; it is repeated after the pause. */
    void stalled(String lock, long stalledMillis, long pauseMillis);

    /** Something somebody should know, which takes nothing from the dump. */
    void warning(String message);

    /** Something that makes the dump doubtful. */
    void doubt(String message);
}
