package cerb.backup.configuration;

import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.configuration.value.DurationRange;
import cerb.backup.configuration.value.Durations;
import cerb.backup.configuration.value.Schedule;
import cerb.backup.configuration.value.Sizes;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Arrays;
import java.util.List;
import java.util.Locale;
import java.util.function.Function;
import java.util.regex.Pattern;
import java.util.regex.PatternSyntaxException;
import java.util.stream.Collectors;

/**
 * How the text of a setting is read, and how its value is spelled for a Camel placeholder.
 *
 * @param form        what a value must look like, to end the sentence "must be ..."
 * @param parse       reads a text that is not empty; throws IllegalArgumentException where it does not have the form
 * @param placeholder spells the value so that Camel's own converters understand it
 * @param <T>         the type of the value
 */
public record Kind<T>(String form, Function<String, T> parse, Function<T, String> placeholder) {
    private static final String UNLIMITED = "unlimited";

    /** Any text. */
    public static final Kind<String> TEXT = plain("a text", text -> text);
    /** A whole number that is not negative. */
    public static final Kind<Integer> NUMBER = plain("a whole number such as 2", Kind::number);
    /** A whole number that is not 0. */
    public static final Kind<Integer> POSITIVE = plain("a whole number from 1", text -> positive(number(text), Integer.MAX_VALUE));
    /** How many are kept: a whole number, 0 for none, or {@code unlimited}, which is {@link Integer#MAX_VALUE}. */
    public static final Kind<Integer> COUNT = new Kind<>("a whole number such as 30, or unlimited",
            text -> text.equals(UNLIMITED) ? Integer.MAX_VALUE : number(text), value -> value == Integer.MAX_VALUE ? UNLIMITED : value.toString());
    /** A TCP port. */
    public static final Kind<Integer> PORT = plain("a port from 0 to 65535", text -> inRange(number(text), 65_535));
    /** {@code true} or {@code false}. */
    public static final Kind<Boolean> FLAG = plain("true or false", Kind::flag);
    /** A length of time; Camel gets milliseconds. */
    public static final Kind<Duration> DURATION =
            new Kind<>("a length of time such as 200ms, 2s, 15m, 1h or 14d", Durations::parse, value -> Long.toString(value.toMillis()));
    /** A length of time by the calendar, in restic's units. */
    public static final Kind<CalendarSpan> CALENDAR_SPAN =
            plain("a length of time such as 30min, 1h, 14d, 2w, 6m (months) or 1y5m7d2h", CalendarSpan::parse);
    /** Two lengths of time, the shortest and the longest. */
    public static final Kind<DurationRange> DURATIONS =
            plain("two lengths of time such as 1s..5m, the shorter one first", DurationRange::parse);
    /** A number of bytes; Camel gets the plain number. */
    public static final Kind<Long> SIZE =
            new Kind<>("a size such as 0, 512KiB, 16MiB or 2GiB", Sizes::parse, value -> Long.toString(value));
    /** A share of a disk or a number of bytes. */
    public static final Kind<FreeSpace> FREE_SPACE = plain("a share such as 10% or a size such as 20GiB", FreeSpace::parse);
    /** A share in whole percent; Camel gets the number. */
    public static final Kind<Integer> SHARE = plain("a share such as 5%", Kind::share);
    /** A cron expression with a time zone; Camel gets Quartz's spelling. */
    public static final Kind<Schedule> SCHEDULE = new Kind<>(
            "a schedule of five or six fields and perhaps a time zone, such as \"0 2 * * * Europe/Berlin\"", Schedule::parse, Schedule::quartz);
    /** A file or directory. */
    public static final Kind<Path> PATH = plain("a path", Path::of);
    /** A file that holds a secret and that nobody but its owner can read. Never resolved to its content by {@link #parse}. */
    public static final Kind<Path> SECRET_FILE = plain("a path of a file that holds the secret", text -> Path.of(text));
    /** Texts separated by commas; blanks around them do not count. */
    public static final Kind<List<String>> LIST = new Kind<>("names separated by commas", Kind::list, value -> String.join(",", value));
    /** A regular expression over a whole name. */
    public static final Kind<Pattern> PATTERN = plain("a regular expression of Java", Kind::pattern);
    /** How many threads compress and encrypt. */
    public static final Kind<Integer> THREADS = plain("half (the cores of this machine) or a number from 1 to 256", Kind::threads);

    /** One word of a closed set. */
    public static Kind<String> oneOf(String... words) {
        String form = words.length == 1 ? words[0] : "one of " + String.join(", ", words);
        return plain(form, text -> Arrays.stream(words).filter(text::equals).findFirst().orElseThrow(IllegalArgumentException::new));
    }

    /** One value of a closed set, as {@link #word} spells it. */
    public static <E extends Enum<E>> Kind<E> oneOf(Class<E> set) {
        List<E> values = List.of(set.getEnumConstants());
        return new Kind<>("one of " + values.stream().map(Kind::word).collect(Collectors.joining(", ")),
                text -> values.stream().filter(value -> word(value).equals(text)).findFirst().orElseThrow(IllegalArgumentException::new), Kind::word);
    }

    /** The word of the configuration for a value of a closed set. */
    static String word(Enum<?> value) {
        return value.name().toLowerCase(Locale.ROOT);
    }

    /** A number of bytes between two, both of which fit; Camel gets the plain number. */
    static Kind<Long> sizeWithin(String least, String most) {
        return new Kind<>("a size from " + least + " to " + most, text -> {
            long size = Sizes.parse(text);
            if (size < Sizes.parse(least) || size > Sizes.parse(most)) {
                throw new IllegalArgumentException();
            }
            return size;
        }, SIZE.placeholder());
    }

    private static <T> Kind<T> plain(String form, Function<String, T> parse) {
        return new Kind<>(form, parse, Object::toString);
    }

    private static int number(String text) {
        if (!text.matches("[0-9]{1,9}")) {
            throw new IllegalArgumentException();
        }
        return Integer.parseInt(text);
    }

    private static int inRange(int number, int longest) {
        if (number > longest) {
            throw new IllegalArgumentException();
        }
        return number;
    }

    private static int share(String text) {
        if (!text.endsWith("%")) {
            throw new IllegalArgumentException();
        }
        return inRange(number(text.substring(0, text.length() - 1).strip()), 100);
    }

    private static boolean flag(String text) {
        return switch (text) {
            case "true" -> true;
            case "false" -> false;
            default -> throw new IllegalArgumentException();
        };
    }

    private static List<String> list(String text) {
        return Arrays.stream(text.split(",")).map(String::strip).filter(name -> !name.isEmpty()).toList();
    }

    private static Pattern pattern(String text) {
        try {
            return Pattern.compile(text);
        } catch (PatternSyntaxException e) {
            throw new IllegalArgumentException(e.getDescription() + " at character " + e.getIndex(), e);
        }
    }

    private static int threads(String text) {
        if (text.equals("half")) {
            return Math.max(1, Runtime.getRuntime().availableProcessors() / 2);
        }
        return positive(number(text), 256);
    }

    private static int positive(int number, int longest) {
        if (number == 0) {
            throw new IllegalArgumentException();
        }
        return inRange(number, longest);
    }
}
