package cerb.backup.operation.mirror;

import java.time.Duration;

/**
 * How a sink is served.
 *
 * @param sink         its name, for messages
 * @param verify       how often everything there is listed again ({@code sink.<name>.verify})
 * @param delete       whether removal records are carried out there ({@code sink.<name>.delete})
 * @param removalDelay how long after its record a file is kept there, so that a mistaken removal can be met
 * @param pause        how long no pass begins after one that has failed; twice as long after each further one, until something is confirmed
 * @param longestPause the longest pause; zero for none, where the caller makes them
 */
public record MirrorOptions(String sink, Duration verify, boolean delete, Duration removalDelay, Duration pause, Duration longestPause) {
    private static final Duration REMOVAL_DELAY = Duration.ofDays(1);

    /** Refuses a verify period that is not positive. */
    public MirrorOptions {
        if (verify.isNegative() || verify.isZero()) {
            throw new IllegalArgumentException("sink." + sink + ".verify must be positive");
        }
    }

    /** Without pauses. */
    public MirrorOptions(String sink, Duration verify, boolean delete, Duration removalDelay) {
        this(sink, verify, delete, removalDelay, Duration.ZERO, Duration.ZERO);
    }

    /** With removals a day after their records, and without pauses. */
    public static MirrorOptions of(String sink, Duration verify, boolean delete) {
        return new MirrorOptions(sink, verify, delete, REMOVAL_DELAY);
    }

    /** The same with pauses ({@code sink.<name>.backoff}). */
    public MirrorOptions withPauses(Duration first, Duration longest) {
        return new MirrorOptions(sink, verify, delete, removalDelay, first, longest);
    }
}
