package cerb.backup.configuration.value;

import java.text.ParseException;
import java.time.DateTimeException;
import java.time.Instant;
import java.time.ZoneId;
import java.util.Arrays;
import java.util.Date;
import java.util.List;
import java.util.Locale;
import java.util.TimeZone;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import org.quartz.CronExpression;

/**
 * When something runs: the five fields of cron (minute, hour, day of month, month, day of week) or six with the seconds first, and perhaps a time zone after them. Days of
 * the week count as in cron: 0 and 7 are Sunday, 1 is Monday; names such as MON will do.
 *
 * @param quartz the same in Quartz's spelling, which counts days from Sunday as 1 and wants a {@code ?} for the day that does not matter
 * @param zone   the time zone; the machine's own where none is written
 */
public record Schedule(String quartz, ZoneId zone) {
    private static final String ATOM = "(\\*|[0-9]{1,2}(-[0-9]{1,2})?)(/[0-9]{1,2})?";
    private static final String NAMES = "(JAN|FEB|MAR|APR|MAY|JUN|JUL|AUG|SEP|OCT|NOV|DEC|SUN|MON|TUE|WED|THU|FRI|SAT)";
    private static final Pattern FIELD = Pattern.compile("(%1$s|%2$s(-%2$s)?)(,(%1$s|%2$s(-%2$s)?))*|\\?|L".formatted(ATOM, NAMES));
    private static final Pattern DAY_NUMBER = Pattern.compile("(?<![/0-9])[0-9]+");
    private static final int[] LOWEST = {0, 0, 0, 1, 1, 0};
    private static final int[] HIGHEST = {59, 59, 23, 31, 12, 7};

    /**
     * Reads a schedule.
     *
     * @throws IllegalArgumentException with the field that is wrong
     */
    public static Schedule parse(String text) {
        List<String> words = Arrays.asList(text.strip().split("\\s+"));
        ZoneId zone = ZoneId.systemDefault();
        String last = words.get(words.size() - 1);
        if (words.size() > 5 && looksLikeZone(last)) {
            zone = zone(last);
            words = words.subList(0, words.size() - 1);
        }
        if (words.size() != 5 && words.size() != 6) {
            throw new IllegalArgumentException("it has " + words.size() + " fields");
        }
        return new Schedule(quartz(words), zone);
    }

    /** The first time after the given one; null where there is none. */
    public Instant next(Instant after) {
        try {
            CronExpression expression = new CronExpression(quartz);
            expression.setTimeZone(TimeZone.getTimeZone(zone));
            Date next = expression.getNextValidTimeAfter(Date.from(after));
            return next == null ? null : next.toInstant();
        } catch (ParseException e) {
            throw new IllegalStateException("a schedule that was read is one for Quartz: " + quartz, e);
        }
    }

    private static boolean looksLikeZone(String word) {
        return word.contains("/") && Character.isLetter(word.charAt(0)) || word.equals("UTC") || word.equals("GMT") || word.equals("Z");
    }

    private static ZoneId zone(String name) {
        try {
            return ZoneId.of(name);
        } catch (DateTimeException e) {
            throw new IllegalArgumentException(name + " is not a known time zone", e);
        }
    }

    private static String quartz(List<String> words) {
        String[] fields = new String[6];
        int shift = 6 - words.size();
        fields[0] = "0";
        for (int i = 0; i < words.size(); i++) {
            fields[i + shift] = checked(i + shift, words.get(i).toUpperCase(Locale.ROOT));
        }
        fields[5] = DAY_NUMBER.matcher(fields[5]).replaceAll(day -> Integer.toString(Integer.parseInt(day.group()) % 7 + 1));
        chooseDay(fields);
        return String.join(" ", fields);
    }

    private static String checked(int index, String field) {
        if (!FIELD.matcher(field).matches()) {
            throw new IllegalArgumentException("\"" + field + "\" is not a field of a schedule");
        }
        Matcher number = DAY_NUMBER.matcher(field);
        while (number.find()) {
            int value = Integer.parseInt(number.group());
            if (value < LOWEST[index] || value > HIGHEST[index]) {
                throw new IllegalArgumentException(value + " is not from " + LOWEST[index] + " to " + HIGHEST[index]);
            }
        }
        return field;
    }

    /** Quartz cannot restrict both the day of the month and the day of the week. */
    private static void chooseDay(String[] fields) {
        boolean anyDayOfMonth = fields[3].equals("*") || fields[3].equals("?");
        boolean anyDayOfWeek = fields[5].equals("*") || fields[5].equals("?");
        if (anyDayOfWeek) {
            fields[3] = fields[3].equals("?") ? "*" : fields[3];
            fields[5] = "?";
        } else if (anyDayOfMonth) {
            fields[3] = "?";
        } else {
            throw new IllegalArgumentException("it restricts both the day of the month and the day of the week; write * for one of them");
        }
    }
}
