package cerb.backup.configuration.value;

import java.time.Duration;

/**
 * A shortest and a longest length of time, such as the delays between attempts.
 *
 * @param first   the shortest
 * @param longest the longest, not shorter than the first
 */
public record DurationRange(Duration first, Duration longest) {
    public DurationRange {
        if (first.compareTo(longest) > 0) {
            throw new IllegalArgumentException("the first is longer than the second");
        }
    }

    /** Reads {@code 1s..5m}. Throws IllegalArgumentException where it is anything else. */
    public static DurationRange parse(String text) {
        int dots = text.indexOf("..");
        if (dots < 0) {
            throw new IllegalArgumentException();
        }
        return new DurationRange(Durations.parse(text.substring(0, dots)), Durations.parse(text.substring(dots + 2)));
    }
}
