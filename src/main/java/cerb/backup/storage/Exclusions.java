package cerb.backup.storage;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Which entries are left out, by globs relative to the storage root. The last glob that matches decides.
 *
 * <p>{@code *} and {@code ?} match within a name, {@code **} any number of names, {@code [a-z]} and {@code [!a-z]} one character; a glob that
 * ends in a slash matches directories only; one that begins with {@code !} takes in again what an earlier one left out. What lies below a
 * directory that is left out is never looked at. So {@code tmp/**} keeps the empty directory {@code tmp}. Globs match bytes: a character
 * outside ASCII in a name counts as several for {@code ?}. Immutable and thread-safe.
 */
public final class Exclusions {
    /** Leaves nothing out. */
    public static final Exclusions NONE = of(List.of());

    private record Rule(Pattern pattern, boolean excludes, boolean directoriesOnly) {
    }

    private final List<Rule> rules;
    private final Predicate<RelativePath> files;

    private Exclusions(List<Rule> rules, Predicate<RelativePath> files) {
        this.rules = rules;
        this.files = files;
    }

    /**
     * Compiles globs.
     *
     * @throws IllegalArgumentException if one is empty, begins with a slash or has an open bracket
     */
    public static Exclusions of(List<String> globs) {
        return new Exclusions(globs.stream().map(Exclusions::rule).toList(), path -> false);
    }

    /** Compiles comma-separated globs, as the configuration has them; blanks around them do not count. Errors as {@link #of}. */
    public static Exclusions parse(String commaSeparated) {
        return of(Arrays.stream(commaSeparated.split(",")).map(String::strip).filter(glob -> !glob.isEmpty()).toList());
    }

    /** These globs followed by others, which then decide. Errors as {@link #of}. */
    public Exclusions and(List<String> globs) {
        var all = new ArrayList<>(rules);
        all.addAll(of(globs).rules);
        return new Exclusions(List.copyOf(all), files);
    }

    /** These, and other paths where no directory is, which no glob takes in again. */
    public Exclusions andFiles(Predicate<RelativePath> others) {
        return new Exclusions(rules, files.or(others));
    }

    /** Whether an entry is left out. The root never is. */
    public boolean excludes(RelativePath path, boolean directory) {
        if (path.isRoot()) {
            return false;
        }
        if (!directory && files.test(path)) {
            return true;
        }
        String text = path.latin1();
        for (int i = rules.size() - 1; i >= 0; i--) {
            Rule rule = rules.get(i);
            if ((directory || !rule.directoriesOnly) && rule.pattern.matcher(text).matches()) {
                return rule.excludes;
            }
        }
        return false;
    }

    private static Rule rule(String glob) {
        boolean excludes = !glob.startsWith("!");
        String body = excludes ? glob : glob.substring(1);
        boolean directoriesOnly = body.endsWith("/");
        if (directoriesOnly) {
            body = body.substring(0, body.length() - 1);
        }
        if (body.isEmpty() || body.startsWith("/")) {
            throw new IllegalArgumentException("cannot exclude '" + glob + "': globs are relative to the storage directory and not empty."
                    + " Write it without a leading slash, such as tmp/**");
        }
        String bytes = new String(body.getBytes(StandardCharsets.UTF_8), StandardCharsets.ISO_8859_1);
        return new Rule(Pattern.compile(GlobPattern.toRegex(bytes), Pattern.DOTALL), excludes, directoriesOnly);
    }
}
