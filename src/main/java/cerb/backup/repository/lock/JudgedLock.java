package cerb.backup.repository.lock;

import java.time.Instant;
import java.util.Comparator;
import java.util.Objects;

/**
 * What {@code unlock} made of a lock.
 *
 * @param lock    the lock
 * @param removed whether it was removed; else it stays
 * @param reason  why, in words that follow "because"
 */
public record JudgedLock(FoundLock lock, boolean removed, String reason) {
    static final Comparator<JudgedLock> BY_AGE = Comparator.comparing(JudgedLock::refreshed).thenComparing(judged -> judged.lock().id());

    /** Refuses nulls. */
    public JudgedLock {
        Objects.requireNonNull(lock, "lock");
        Objects.requireNonNull(reason, "reason");
    }

    private Instant refreshed() {
        return lock.isUnreadable() ? Instant.MIN : lock.lock().time();
    }
}
