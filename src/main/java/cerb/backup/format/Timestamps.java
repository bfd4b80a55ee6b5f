package cerb.backup.format;

import java.time.DateTimeException;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneOffset;

/**
 * Times as Go's {@code RFC3339Nano} writes them: seconds always, a fraction without trailing zeros, {@code Z} for UTC.
 *
 * <p>{@link Instant#toString()} writes fractions of three, six or nine digits, which restic would not write the same again.
 * Offsets from UTC are read; only the instant is kept.
 */
public final class Timestamps {

    /** Go's zero time, which stands where no time is known. */
    public static final Instant ZERO = Instant.parse("0001-01-01T00:00:00Z");

    private static final long MINIMUM_SECOND = LocalDateTime.of(0, 1, 1, 0, 0).toEpochSecond(ZoneOffset.UTC);
    private static final long MAXIMUM_SECOND = LocalDateTime.of(9999, 12, 31, 23, 59, 59).toEpochSecond(ZoneOffset.UTC);
    private static final int WHOLE_SECONDS = "2006-01-02T15:04:05".length();
    private static final int NANO_DIGITS = 9;

    private Timestamps() {
    }

    /**
     * Writes a time in UTC.
     *
     * @throws FormatException if the year is not from 0 to 9999: one such time makes a whole tree unreadable
     */
    public static String format(Instant time) {
        if (time.getEpochSecond() < MINIMUM_SECOND || time.getEpochSecond() > MAXIMUM_SECOND) {
            throw new FormatException("the time " + time + " is not in the years 0 to 9999");
        }
        LocalDateTime utc = LocalDateTime.ofEpochSecond(time.getEpochSecond(), 0, ZoneOffset.UTC);
        StringBuilder text = new StringBuilder(30);
        number(text, utc.getYear(), 4).append('-');
        number(text, utc.getMonthValue(), 2).append('-');
        number(text, utc.getDayOfMonth(), 2).append('T');
        number(text, utc.getHour(), 2).append(':');
        number(text, utc.getMinute(), 2).append(':');
        number(text, utc.getSecond(), 2);
        fraction(text, time.getNano());
        return text.append('Z').toString();
    }

    /** Returns the nearest time that {@link #format} takes: file systems can hold years that the format cannot. */
    public static Instant clamp(Instant time) {
        long second = Math.max(MINIMUM_SECOND, Math.min(MAXIMUM_SECOND, time.getEpochSecond()));
        return second == time.getEpochSecond() ? time : Instant.ofEpochSecond(second);
    }

    private static StringBuilder number(StringBuilder text, int value, int digits) {
        for (int power = (int) Math.pow(10, digits - 1); power > 0; power /= 10) {
            text.append((char) ('0' + value / power % 10));
        }
        return text;
    }

    private static void fraction(StringBuilder text, int nano) {
        if (nano != 0) {
            number(text.append('.'), nano, NANO_DIGITS);
            while (text.charAt(text.length() - 1) == '0') {
                text.setLength(text.length() - 1);
            }
        }
    }

    /**
     * Reads a time of RFC 3339 as strictly as Go does.
     *
     * @throws FormatException if it is none
     */
    public static Instant parse(String text) {
        try {
            int zone = endOfFraction(text);
            LocalDateTime local = LocalDateTime.of(digits(text, 0, 4), digits(text, 5, 7), digits(text, 8, 10),
                    digits(text, 11, 13), digits(text, 14, 16), digits(text, 17, 19));
            requirePunctuation(text);
            return clamp(Instant.ofEpochSecond(local.toEpochSecond(ZoneOffset.UTC) - offsetSeconds(text, zone), nano(text, zone)));
        } catch (DateTimeException | IndexOutOfBoundsException | NumberFormatException e) {
            throw new FormatException("holds a time that is not RFC 3339: " + FormatException.excerpt(text), e);
        }
    }

    private static int endOfFraction(String text) {
        int end = WHOLE_SECONDS;
        if (text.charAt(end) == '.') {
            do {
                end++;
            } while (Character.digit(text.charAt(end), 10) >= 0);
        }
        return end;
    }

    private static int nano(String text, int zone) {
        int count = zone - WHOLE_SECONDS - 1;
        if (count < 0) {
            return 0;
        }
        int used = Math.min(count, NANO_DIGITS);
        int nano = digits(text, WHOLE_SECONDS + 1, WHOLE_SECONDS + 1 + used);
        return nano * (int) Math.pow(10, NANO_DIGITS - used);
    }

    private static void requirePunctuation(String text) {
        if (text.charAt(4) != '-' || text.charAt(7) != '-' || text.charAt(10) != 'T' || text.charAt(13) != ':' || text.charAt(16) != ':') {
            throw new NumberFormatException("punctuation");
        }
    }

    private static int offsetSeconds(String text, int zone) {
        char sign = text.charAt(zone);
        if (sign == 'Z' && text.length() == zone + 1) {
            return 0;
        }
        int hours = digits(text, zone + 1, zone + 3);
        int minutes = digits(text, zone + 4, zone + 6);
        if (sign != '+' && sign != '-' || text.charAt(zone + 3) != ':' || text.length() != zone + 6 || hours > 23 || minutes > 59) {
            throw new NumberFormatException("zone");
        }
        return (sign == '-' ? -1 : 1) * (hours * 3600 + minutes * 60);
    }

    private static int digits(String text, int from, int to) {
        int value = 0;
        for (int i = from; i < to; i++) {
            char c = text.charAt(i);
            if (c < '0' || c > '9') {
                throw new NumberFormatException("digit");
            }
            value = value * 10 + c - '0';
        }
        if (to <= from) {
            throw new NumberFormatException("empty");
        }
        return value;
    }
}
