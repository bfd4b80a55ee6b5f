package cerb.backup.mysql.dump;

import cerb.backup.mysql.lock.LockListener;
import java.util.List;

/** Passes on what locking has to say, and keeps it for the report. */
public record LockWords(DumpListener listener, List<String> omissions, List<String> notes) implements LockListener {
    @Override
    public void stalled(String lock, long stalledMillis, long pauseMillis) {
        listener.stalled(lock, stalledMillis, pauseMillis);
    }

    @Override
    public void warning(String message) {
        notes.add(message);
        listener.warning(message);
    }

    @Override
    public void doubt(String message) {
        omissions.add(message);
        listener.warning(message);
    }
}
