package cerb.backup.operation.retention;

import java.time.Instant;
import java.time.LocalDate;
import java.time.ZoneOffset;
import java.time.format.DateTimeFormatter;
import java.time.temporal.ChronoField;
import java.util.Locale;

/** The periods of which a policy keeps one snapshot each, in UTC. */
public enum Bucket {
    /** No period: each snapshot counts for itself. */
    LAST("last", ""),
    /** An hour of the clock. */
    HOURLY("hourly", "'the hour' yyyy-MM-dd HH:00 'UTC'"),
    /** A day. */
    DAILY("daily", "'the day' yyyy-MM-dd"),
    /** A week, from Monday (ISO 8601). */
    WEEKLY("weekly", "'the week' YYYY-'W'ww"),
    /** A month. */
    MONTHLY("monthly", "'the month' yyyy-MM"),
    /** A year. */
    YEARLY("yearly", "'the year' yyyy");

    private static final long SECONDS_OF_HOUR = 3_600;
    private static final long SECONDS_OF_DAY = 24 * SECONDS_OF_HOUR;

    private final String word;
    private final DateTimeFormatter name;

    Bucket(String word, String pattern) {
        this.word = word;
        // the locale only says that a week begins on Monday and that the year's first one has four days of it
        this.name = DateTimeFormatter.ofPattern(pattern, Locale.GERMANY);
    }

    /** restic's word for it, as in {@code keep-daily} and "daily snapshot". */
    public String word() {
        return word;
    }

    /** A number that is the same for two moments if, and only if, they are in the same period. Not for {@link #LAST}. */
    long number(Instant time) {
        long day = Math.floorDiv(time.getEpochSecond(), SECONDS_OF_DAY);
        return switch (this) {
            case LAST -> throw new IllegalArgumentException("there are no periods of the last snapshots");
            case HOURLY -> Math.floorDiv(time.getEpochSecond(), SECONDS_OF_HOUR);
            case DAILY -> day;
            // the first day of the epoch was a Thursday
            case WEEKLY -> Math.floorDiv(day + 3, 7);
            case MONTHLY -> LocalDate.ofEpochDay(day).getLong(ChronoField.PROLEPTIC_MONTH);
            case YEARLY -> LocalDate.ofEpochDay(day).getYear();
        };
    }

    /** The period's name, such as "the day 2026-11-23"; empty for {@link #LAST}. */
    public String period(Instant time) {
        return name.format(time.atZone(ZoneOffset.UTC));
    }

    /** Whether two moments are in the same period; never for {@link #LAST}. */
    public boolean same(Instant one, Instant other) {
        return this != LAST && number(one) == number(other);
    }
}
