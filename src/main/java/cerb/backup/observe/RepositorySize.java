package cerb.backup.observe;

import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.function.LongSupplier;

/**
 * How many bytes the files of the repository have here. They are listed once; what is written from then on is added, and they are listed again at times, sooner where some were
 * removed, whose sizes nobody tells. Thread-safe.
 */
final class RepositorySize {
    private static final Duration OFTEN = Duration.ofMinutes(5);
    private static final Duration SELDOM = Duration.ofHours(1);

    private final Counts counts;
    private final LongSupplier listing;
    private final Clock clock;
    private Instant listedAt = Instant.EPOCH;
    private long listed;
    private long written;
    private long removed;

    /** Of what these counts hear of; the listing takes milliseconds for a thousand packs. */
    RepositorySize(Counts counts, LongSupplier listing, Clock clock) {
        this.counts = counts;
        this.listing = listing;
        this.clock = clock;
    }

    /** The bytes, but for what was written during the last listing, which may count twice. */
    synchronized long bytes() {
        Instant now = clock.instant();
        if (now.isAfter(listedAt.plus(counts.filesRemoved.sum() == removed ? SELDOM : OFTEN))) {
            written = counts.bytesWritten.sum();
            removed = counts.filesRemoved.sum();
            listed = listing.getAsLong();
            listedAt = now;
        }
        return listed + counts.bytesWritten.sum() - written;
    }
}
