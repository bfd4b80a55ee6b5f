package cerb.backup.mysql.dump;

import cerb.backup.mysql.lock.LockListener;

/** Passes on what locking has to say. */
record LockWords(DumpListener listener) implements LockListener {
    @Override
    public void stalled(String lock, long stalledMillis, long pauseMillis) {
        listener.stalled(lock, stalledMillis, pauseMillis);
    }

    @Override
    public void warning(String message) {
        listener.warning(message);
    }
}
