package cerb.backup.repository.lock;

import cerb.backup.backend.BackendException;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.LockedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.Consumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * A lock that is held, and refreshed in the background, until it is closed or lost. Once lost it stays lost, even if the file could be
 * written again: in between, somebody may have removed what the holder relies on. Safe for use by several threads.
 */
public final class RepositoryLock implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(RepositoryLock.class);
    /** When a lock is this long not refreshed, others may soon take it for stale: 30 min - 1.5 x 5 min (restic). */
    private static final Duration GIVE_UP_AGE = Duration.ofSeconds(1350);
    private static final Duration REFRESH_AGE = Duration.ofMinutes(5);

    private final LockFiles files;
    private final LockMode mode;
    private final Clock clock;
    private final Consumer<RepositoryLock> released;
    private Id id;
    private Instant refreshedAt;
    private long refreshedNanos;
    private String lost;
    private boolean isClosed;
    private boolean isKept;

    RepositoryLock(LockFiles files, LockMode mode, Id id, Instant writtenAt, Clock clock, Consumer<RepositoryLock> released) {
        this.files = files;
        this.mode = mode;
        this.id = id;
        this.clock = clock;
        this.released = released;
        this.refreshedAt = writtenAt;
        this.refreshedNanos = System.nanoTime();
    }

    /** Returns what it lets others do. */
    public LockMode mode() {
        return mode;
    }

    /** Returns the name of the lock's file as of now. */
    public synchronized Id id() {
        return id;
    }

    /** Tells whether it was held without a break up to now, as far as is known without asking the repository. */
    public synchronized boolean isHeld() {
        if (lost == null && !isClosed && age().compareTo(GIVE_UP_AGE) >= 0) {
            lose("it could not be refreshed for " + age().toMinutes() + " minutes");
        }
        return lost == null && !isClosed;
    }

    /**
     * Makes sure that it was held without a break, and asks the repository too: to be called before what must not happen without it.
     *
     * @throws LockedException if it was lost
     */
    public synchronized void requireHeld() {
        if (isHeld() && !files.exists(id)) {
            lose("somebody removed it");
        }
        if (!isHeld()) {
            throw new LockedException("the lock on the repository was lost: " + (lost == null ? "it was given back" : lost)
                    + ". Nothing was acknowledged since: run the same command again.");
        }
    }

    /** The longer of what the wall clock and the running time say: the one may be set back, the other stands while the machine sleeps. */
    private Duration age() {
        Duration wall = Duration.between(refreshedAt, clock.instant());
        Duration running = Duration.ofNanos(System.nanoTime() - refreshedNanos);
        return wall.compareTo(running) > 0 ? wall : running;
    }

    private void lose(String reason) {
        lost = reason;
        LOG.error("lock {} on the repository is lost: {}", id.shortName(), reason);
    }

    /** Called every minute or so: refreshes when it is time to; a failure is tried again at the next call, until the lock is lost. */
    synchronized void refreshIfDue() {
        if (isHeld() && age().compareTo(REFRESH_AGE) >= 0) {
            try {
                refresh();
            } catch (RuntimeException e) {
                LOG.warn("cannot refresh lock {}, will try again: {}", id.shortName(), e.getMessage());
            }
        }
    }

    private void refresh() {
        if (!files.exists(id)) {
            lose("somebody removed it");
            return;
        }
        Instant now = clock.instant();
        long nanos = System.nanoTime();
        // where each refresh would leave one more for ever, seeing that it is there must do; but not for one that nobody else may pass
        Id fresh = mode == LockMode.SHARED && (isKept || files.isKept(id)) ? id : files.write(mode);
        if (!isHeld()) {
            files.remove(fresh); // writing it took so long that the old one counts as stale
            return;
        }
        Id old = id;
        id = fresh;
        refreshedAt = now;
        refreshedNanos = nanos;
        if (!old.equals(fresh)) {
            isKept = !files.removeIfAllowed(old);
        }
    }

    /** Gives it back. If its file cannot be removed that is logged: the work under it is done, and the next run knows it as its own. */
    @Override
    public synchronized void close() {
        if (isClosed) {
            return;
        }
        isClosed = true;
        released.accept(this);
        try {
            files.removeIfAllowed(id);
        } catch (BackendException e) {
            LOG.warn("cannot remove lock {}: {}", id.shortName(), e.getMessage());
        }
    }
}
