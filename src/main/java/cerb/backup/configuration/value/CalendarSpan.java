package cerb.backup.configuration.value;

import java.time.Instant;
import java.time.LocalDate;
import java.time.LocalDateTime;
import java.time.ZoneOffset;
import java.util.HashMap;
import java.util.Map;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * A length of time by the calendar, in the units of restic's {@code --keep-within}: {@code 1y5m7d2h}, where {@code m} is a month; besides
 * {@code w}, {@code min} and {@code s}. Each unit stands once at most.
 *
 * @param years   years
 * @param months  months
 * @param days    days, those of whole weeks included
 * @param hours   hours
 * @param seconds seconds, those of whole minutes included
 */
public record CalendarSpan(int years, int months, int days, int hours, int seconds) {
    /** No time at all. */
    public static final CalendarSpan ZERO = new CalendarSpan(0, 0, 0, 0, 0);

    private static final Pattern WHOLE = Pattern.compile("0|(\\d{1,6}(y|min|m|w|d|h|s))+");
    private static final Pattern PART = Pattern.compile("(\\d+)(y|min|m|w|d|h|s)");

    /**
     * Reads a length of time; {@code 0} needs no unit.
     *
     * @throws IllegalArgumentException where a unit is missing, unknown or there twice
     */
    public static CalendarSpan parse(String text) {
        if (!WHOLE.matcher(text).matches()) {
            throw new IllegalArgumentException(text + " is no length of time");
        }
        Map<String, Integer> units = new HashMap<>();
        for (Matcher part = PART.matcher(text); part.find();) {
            if (units.put(part.group(2), Integer.valueOf(part.group(1))) != null) {
                throw new IllegalArgumentException(text + " has the unit " + part.group(2) + " twice");
            }
        }
        return new CalendarSpan(units.getOrDefault("y", 0), units.getOrDefault("m", 0), 7 * units.getOrDefault("w", 0) + units.getOrDefault("d", 0),
                units.getOrDefault("h", 0), 60 * units.getOrDefault("min", 0) + units.getOrDefault("s", 0));
    }

    /** Whether it is no time at all. */
    public boolean isZero() {
        return equals(ZERO);
    }

    /**
     * The moment so long before another, in UTC. A day that its month does not have runs over into the next month, as in Go's
     * {@code AddDate}, where {@link LocalDate#minusMonths} would take the month's last day: a month before March 31st is March 3rd.
     */
    public Instant before(Instant end) {
        LocalDateTime last = LocalDateTime.ofInstant(end, ZoneOffset.UTC);
        LocalDate first = LocalDate.of(last.getYear() - years, 1, 1).plusMonths(last.getMonthValue() - 1L - months).plusDays(last.getDayOfMonth() - 1L - days);
        return first.atTime(last.toLocalTime()).toInstant(ZoneOffset.UTC).minusSeconds(3_600L * hours + seconds);
    }

    /** As restic spells it, with seconds at the end. */
    @Override
    public String toString() {
        return isZero() ? "0" : unit(years, "y") + unit(months, "m") + unit(days, "d") + unit(hours, "h") + (seconds % 60 == 0 ? unit(seconds / 60, "min") : unit(seconds, "s"));
    }

    private static String unit(int number, String unit) {
        return number == 0 ? "" : number + unit;
    }
}
