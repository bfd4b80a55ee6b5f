package cerb.backup.storage;

import java.util.regex.Pattern;

/** Translates a glob as {@link Exclusions} describes it into a regular expression. */
final class GlobPattern {
    private final String glob;
    private final StringBuilder regex = new StringBuilder();
    private int at;

    private GlobPattern(String glob) {
        this.glob = glob;
    }

    static String toRegex(String glob) {
        return new GlobPattern(glob).translate();
    }

    private String translate() {
        while (at < glob.length()) {
            if (glob.startsWith("**/", at)) {
                append("(?:.*/)?", 3);
            } else if (glob.startsWith("**", at)) {
                append(".*", 2);
            } else {
                single(glob.charAt(at));
            }
        }
        return regex.toString();
    }

    private void single(char c) {
        switch (c) {
            case '*' -> append("[^/]*", 1);
            case '?' -> append("[^/]", 1);
            case '[' -> brackets();
            default -> append(Pattern.quote(String.valueOf(c)), 1);
        }
    }

    private void brackets() {
        int end = glob.indexOf(']', at + 2);
        if (end < 0) {
            throw new IllegalArgumentException("cannot exclude '" + glob + "': a bracket is not closed. Write ] or leave out the [");
        }
        String inside = glob.substring(at + 1, end).replace("\\", "\\\\").replace("[", "\\[").replace("&", "\\&").replace("^", "\\^");
        String negated = inside.startsWith("!") ? "^/" + inside.substring(1) : inside;
        append("[" + negated + "]", end + 1 - at);
    }

    private void append(String part, int consumed) {
        regex.append(part);
        at += consumed;
    }
}
