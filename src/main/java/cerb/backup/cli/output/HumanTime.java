package cerb.backup.cli.output;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneId;
import java.time.format.DateTimeFormatter;
import java.util.Locale;

/** Times and lengths of time for people. */
public final class HumanTime {
    private static final DateTimeFormatter LOCAL = DateTimeFormatter.ofPattern("yyyy-MM-dd HH:mm:ss", Locale.ROOT);

    private HumanTime() {}

    /** A time in the zone of the one who looks at it. */
    public static String of(Instant time, ZoneId zone) {
        return LOCAL.format(time.atZone(zone));
    }

    /** A time in RFC 3339, or an Instant, without the fraction of its second. */
    public static String seconds(Object time) {
        return time.toString().replaceFirst("\\.\\d+", "");
    }

    /** {@code 42 s}, {@code 3 min 20 s}, {@code 5 h 4 min}, {@code 2 d 3 h}: the two largest units. */
    public static String of(Duration length) {
        long seconds = Math.max(0, length.toSeconds());
        if (seconds < 60) {
            return seconds + " s";
        }
        if (seconds < 3_600) {
            return two(seconds / 60, "min", seconds % 60, "s");
        }
        return seconds < 86_400 ? two(seconds / 3_600, "h", seconds % 3_600 / 60, "min") : two(seconds / 86_400, "d", seconds % 86_400 / 3_600, "h");
    }

    /** {@code 0:42} or {@code 1:02:03}, for a line that ticks. */
    public static String clock(Duration length) {
        long seconds = length.toSeconds();
        String tail = String.format(Locale.ROOT, "%d:%02d", seconds / 60 % 60, seconds % 60);
        return seconds < 3_600 ? tail : String.format(Locale.ROOT, "%d:%02d:%02d", seconds / 3_600, seconds / 60 % 60, seconds % 60);
    }

    private static String two(long large, String largeUnit, long small, String smallUnit) {
        return large + " " + largeUnit + (small == 0 ? "" : " " + small + " " + smallUnit);
    }
}
