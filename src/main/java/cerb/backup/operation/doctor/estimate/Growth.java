package cerb.backup.operation.doctor.estimate;

import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;

/**
 * Bytes that a repository has grown by in a day.
 *
 * @param bytesADay stored, compressed and encrypted
 * @param basis     what it was reckoned from
 */
record Growth(long bytesADay, String basis) {
    private static final Duration SPAN = Duration.ofDays(14);

    /** From the snapshots of the last two weeks but the first of all, which holds everything; empty where they span less than a day. */
    static Optional<Growth> of(List<StoredSnapshot> snapshots, Instant now) {
        List<Snapshot> ordered = snapshots.stream().map(StoredSnapshot::snapshot).filter(snapshot -> snapshot.summary() != null)
                .sorted(Comparator.comparing(Snapshot::time)).toList();
        List<Snapshot> later = ordered.stream().skip(1).filter(snapshot -> snapshot.time().isAfter(now.minus(SPAN))).toList();
        if (later.isEmpty()) {
            return Optional.empty();
        }
        Instant begin = ordered.get(ordered.indexOf(later.get(0)) - 1).time();
        Duration span = Duration.between(begin, later.get(later.size() - 1).time());
        if (span.compareTo(Duration.ofDays(1)) < 0) {
            return Optional.empty();
        }
        long bytes = later.stream().mapToLong(snapshot -> snapshot.summary().dataAddedPacked()).sum();
        return Optional.of(new Growth((long) (bytes * 86_400.0 / span.toSeconds()), "the " + later.size() + " snapshots of the last " + (span.toHours() + 12) / 24 + " days"));
    }
}
