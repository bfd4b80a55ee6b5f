package cerb.backup.operation.query.find;

import java.util.List;
import java.util.function.Predicate;
import java.util.regex.Pattern;

/**
 * Patterns of paths as restic has them (restic {@code internal/filter}): components between slashes, in which {@code *} stands for any characters, {@code ?} for one and
 * brackets for one of several, a backslash takes the meaning from what follows, and the component {@code **} stands for any number of components. A pattern fits where its
 * components follow each other in a path, anywhere or, if it begins with a slash, at the root; so it fits what is below, too.
 */
public final class PathPattern implements Predicate<String> {
    private final List<Pattern> patterns;

    /**
     * Translates patterns, any of which may fit.
     *
     * @throws IllegalArgumentException if one is not closed, or empty
     */
    public PathPattern(List<String> globs, boolean ignoreCase) {
        int flags = Pattern.DOTALL | (ignoreCase ? Pattern.CASE_INSENSITIVE | Pattern.UNICODE_CASE : 0);
        this.patterns = globs.stream().map(glob -> Pattern.compile(regex(glob), flags)).toList();
    }

    /** Tells whether one fits an absolute path. */
    @Override
    public boolean test(String path) {
        return patterns.stream().anyMatch(pattern -> pattern.matcher(path).matches());
    }

    private static String regex(String glob) {
        String clean = glob.replaceAll("/+", "/").replaceAll("(?<=.)/$", "");
        if (clean.isEmpty()) {
            throw new IllegalArgumentException("a pattern is empty");
        }
        boolean isAbsolute = clean.startsWith("/");
        StringBuilder regex = new StringBuilder(isAbsolute ? "" : "(?:/.*)?");
        for (String component : (isAbsolute ? clean.substring(1) : clean).split("/")) {
            regex.append(component.equals("**") ? "(?:/[^/]*)*" : "/" + component(glob, component));
        }
        return regex.append("(?:/.*)?").toString();
    }

    private static String component(String glob, String component) {
        StringBuilder regex = new StringBuilder();
        int at = 0;
        while (at < component.length()) {
            char c = component.charAt(at);
            switch (c) {
                case '*' -> regex.append("[^/]*");
                case '?' -> regex.append("[^/]");
                case '[' -> at = brackets(glob, component, at, regex);
                case '\\' -> at = escaped(glob, component, at, regex);
                default -> regex.append(Pattern.quote(String.valueOf(c)));
            }
            at++;
        }
        return regex.toString();
    }

    private static int escaped(String glob, String component, int at, StringBuilder regex) {
        if (at + 1 == component.length()) {
            throw new IllegalArgumentException("the pattern " + glob + " ends in a backslash");
        }
        regex.append(Pattern.quote(String.valueOf(component.charAt(at + 1))));
        return at + 1;
    }

    /** Returns where the closing bracket is. */
    private static int brackets(String glob, String component, int open, StringBuilder regex) {
        int at = open + 1;
        boolean isNegated = at < component.length() && component.charAt(at) == '^';
        at += isNegated ? 1 : 0;
        StringBuilder inside = new StringBuilder();
        while (at < component.length() && component.charAt(at) != ']') {
            char c = component.charAt(at);
            if (c == '\\' && at + 1 < component.length()) {
                c = component.charAt(++at);
                inside.append('\\').append(c);
            } else if (c == '-') {
                inside.append('-');
            } else {
                inside.append(Character.isLetterOrDigit(c) || Character.isSurrogate(c) ? "" : "\\").append(c);
            }
            at++;
        }
        if (at >= component.length() || inside.isEmpty()) {
            throw new IllegalArgumentException("the pattern " + glob + " has a bracket that is not closed, or encloses nothing");
        }
        regex.append(isNegated ? "[^/" : "[").append(inside).append(']');
        return at;
    }
}
