package cerb.backup.cerb;

import java.util.ArrayList;
import java.util.List;

/** Cuts PHP into tokens, in one pass without recursion, so that no file can make it slow or deep. Knows no heredoc: from one on there are no tokens. */
final class PhpTokens {
    private final String text;
    private int at;

    private PhpTokens(String text) {
        this.text = text;
    }

    static List<PhpToken> of(String text) {
        PhpTokens tokens = new PhpTokens(text);
        List<PhpToken> found = new ArrayList<>();
        for (PhpToken token = tokens.next(); token != null; token = tokens.next()) {
            found.add(token);
        }
        return found;
    }

    private PhpToken next() {
        while (at < text.length() && (skipBlank() || skipComment())) {
            continue;
        }
        if (at >= text.length() || text.startsWith("<<<", at)) {
            return null;
        }
        char c = text.charAt(at);
        if (c == '\'' || c == '"') {
            return string(c);
        }
        return isOfWord(c) ? word() : new PhpToken(PhpToken.Kind.SIGN, String.valueOf(text.charAt(at++)));
    }

    private boolean skipBlank() {
        boolean blank = Character.isWhitespace(text.charAt(at));
        at += blank ? 1 : 0;
        return blank;
    }

    /** True if there was one; then the place is behind it. */
    private boolean skipComment() {
        boolean line = text.startsWith("//", at) || text.charAt(at) == '#';
        if (!line && !text.startsWith("/*", at)) {
            return false;
        }
        int end = line ? text.indexOf('\n', at) : text.indexOf("*/", at + 2);
        at = end < 0 ? text.length() : end + (line ? 0 : 2);
        return true;
    }

    private PhpToken word() {
        int begin = at;
        while (at < text.length() && isOfWord(text.charAt(at))) {
            at++;
        }
        return new PhpToken(PhpToken.Kind.WORD, text.substring(begin, at));
    }

    private static boolean isOfWord(char c) {
        return Character.isLetterOrDigit(c) || c == '_';
    }

    /** In single quotes only the quote and the backslash can be escaped (PHP manual, "Strings"); in double quotes much more, which is left alone. */
    private PhpToken string(char quote) {
        StringBuilder content = new StringBuilder();
        PhpToken.Kind kind = PhpToken.Kind.STRING;
        for (at++; at < text.length(); at++) {
            char c = text.charAt(at);
            if (c == quote) {
                at++;
                return new PhpToken(kind, content.toString());
            }
            boolean isEscape = c == '\\' && at + 1 < text.length();
            char next = isEscape ? text.charAt(at + 1) : 0;
            if (isEscape && (next == quote || next == '\\')) {
                content.append(next);
                at++;
                continue;
            }
            if (quote == '"' && (isEscape || c == '$')) {
                kind = PhpToken.Kind.OPEN_STRING;
            }
            content.append(c);
        }
        return new PhpToken(PhpToken.Kind.OPEN_STRING, content.toString());
    }
}
