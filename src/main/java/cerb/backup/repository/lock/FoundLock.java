package cerb.backup.repository.lock;

import cerb.backup.format.Id;
import cerb.backup.format.document.LockFile;
import java.time.temporal.ChronoUnit;

/**
 * A lock file that was found.
 *
 * @param id its name
 * @param lock what it says, or null if it is unreadable
 */
public record FoundLock(Id id, LockFile lock) {
    /** Tells whether nobody can say whose it is. */
    public boolean isUnreadable() {
        return lock == null;
    }

    /** Tells whether a lock of this mode cannot be had beside it. */
    boolean isInTheWayOf(LockMode mode) {
        return isUnreadable() || mode == LockMode.EXCLUSIVE || lock.exclusive();
    }

    /** Says who holds it, since when. */
    @Override
    public String toString() {
        if (isUnreadable()) {
            return "unreadable lock " + id.shortName();
        }
        return (lock.exclusive() ? "exclusive" : "shared") + " lock " + id.shortName() + " of " + lock.username() + "@"
                + lock.hostname() + ", process " + lock.pid() + ", refreshed at " + lock.time().truncatedTo(ChronoUnit.SECONDS);
    }
}
