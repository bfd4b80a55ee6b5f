package cerb.backup.operation.mirror;

import java.time.Duration;

/**
 * How a sink is served.
 *
 * @param sink         its name, for messages
 * @param verify       how often everything there is listed again ({@code sink.<name>.verify})
 * @param delete       whether removal records are carried out there ({@code sink.<name>.delete})
 * @param removalDelay how long after its record a file is kept there, so that a mistaken removal can be met
 */
public record MirrorOptions(String sink, Duration verify, boolean delete, Duration removalDelay) {
    private static final Duration REMOVAL_DELAY = Duration.ofDays(1);

    /** Refuses a verify period that is not positive. */
    public MirrorOptions {
        if (verify.isNegative() || verify.isZero()) {
            throw new IllegalArgumentException("sink." + sink + ".verify must be positive");
        }
    }

    /** With removals a day after their records. */
    public static MirrorOptions of(String sink, Duration verify, boolean delete) {
        return new MirrorOptions(sink, verify, delete, REMOVAL_DELAY);
    }
}
