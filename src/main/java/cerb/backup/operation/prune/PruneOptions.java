package cerb.backup.operation.prune;

import java.time.Duration;
import java.util.Objects;

/**
 * How to prune.
 *
 * @param dryRun         whether only to say what would be done
 * @param maxUnused      share of the needed bytes that unneeded ones in kept packs may make up, 0 to 1 (restic's {@code --max-unused})
 * @param maxRepackBytes most bytes to copy, or {@link Long#MAX_VALUE} for no limit (restic's {@code --max-repack-size})
 * @param packSize       bytes at which a pack is full; one of less than half of that is small
 * @param mostSmall      small packs of a kind, and index files, that are left alone; more are merged
 * @param grace          how long a pack that no index names must have been known before it is removed
 * @param trial          how long after the first prune of the repository no pack is removed yet, and index files are merged alone; zero for a prune that somebody asked for
 * @param patience       how long to wait, after copying, for backups and for other programs to end
 */
public record PruneOptions(
        boolean dryRun, double maxUnused, long maxRepackBytes, long packSize, int mostSmall, Duration grace, Duration trial, Duration patience) {
    /** Small packs of a kind, and index files, that are left alone. */
    public static final int MOST_SMALL = 200;

    public PruneOptions {
        Objects.requireNonNull(grace, "grace");
        Objects.requireNonNull(trial, "trial");
        Objects.requireNonNull(patience, "patience");
        if (maxUnused < 0 || maxUnused > 1 || maxRepackBytes < 0 || mostSmall < 1) {
            throw new IllegalArgumentException("cannot prune with max-unused " + maxUnused + ", max-repack-size " + maxRepackBytes + ", " + mostSmall + " small packs");
        }
    }

    /** Restic's five percent, a day of grace, ten minutes of patience, no trial. */
    public static PruneOptions standard(long packSize) {
        return new PruneOptions(false, 0.05, Long.MAX_VALUE, packSize, MOST_SMALL, Duration.ofDays(1), Duration.ZERO, Duration.ofMinutes(10));
    }

    /** These options, but nothing is changed. */
    public PruneOptions asDryRun() {
        return new PruneOptions(true, maxUnused, maxRepackBytes, packSize, mostSmall, grace, trial, patience);
    }

    /** These options with another share of unneeded bytes. */
    public PruneOptions withMaxUnused(double other) {
        return new PruneOptions(dryRun, other, maxRepackBytes, packSize, mostSmall, grace, trial, patience);
    }

    /** These options with another limit of copied bytes. */
    public PruneOptions withMaxRepackBytes(long other) {
        return new PruneOptions(dryRun, maxUnused, other, packSize, mostSmall, grace, trial, patience);
    }

    /** These options with another number of small packs that are left alone. */
    public PruneOptions withMostSmall(int other) {
        return new PruneOptions(dryRun, maxUnused, maxRepackBytes, packSize, other, grace, trial, patience);
    }

    /** These options with another grace period. */
    public PruneOptions withGrace(Duration other) {
        return new PruneOptions(dryRun, maxUnused, maxRepackBytes, packSize, mostSmall, other, trial, patience);
    }

    /** These options with a trial. */
    public PruneOptions withTrial(Duration other) {
        return new PruneOptions(dryRun, maxUnused, maxRepackBytes, packSize, mostSmall, grace, other, patience);
    }

    /** These options with another patience. */
    public PruneOptions withPatience(Duration other) {
        return new PruneOptions(dryRun, maxUnused, maxRepackBytes, packSize, mostSmall, grace, trial, other);
    }

    long smallBytes() {
        return packSize / 2;
    }
}
