package cerb.backup.mysql.dump;

import java.sql.SQLException;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Hears of attempts to lock that were given up so that writers go on, and after some of them ends the statement that was in their way. */
public final class StallCount implements DumpListener {
    private final List<String> locks = new CopyOnWriteArrayList<>();
    private final SlowUpdate slow;
    private final int enough;

    /** Ends a statement at the n-th stall. */
    public StallCount(SlowUpdate slow, int enough) {
        this.slow = slow;
        this.enough = enough;
    }

    @Override
    public void stalled(String lock, long stalledMillis, long pauseMillis) {
        locks.add(lock);
        if (locks.size() == enough) {
            end();
        }
    }

    private void end() {
        try {
            slow.close();
        } catch (SQLException e) {
            throw new IllegalStateException(e);
        }
    }

    /** What could not be locked, once for each attempt. */
    public List<String> locks() {
        return locks;
    }
}
