package cerb.backup.mysql.schema.read;

import java.util.ArrayList;
import java.util.List;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * The CREATE statement of a trigger as MariaDB prints it: the words of whoever made it, the schema's name before that of trigger or table included. In a
 * schema of another name such a statement would make the trigger where it came from.
 */
final class TriggerSql {
    /** A name or word, a literal, a comment, blanks, or any other character. */
    private static final Pattern TOKEN = Pattern.compile("`(?:[^`]|``)*`|\"(?:[^\"]|\"\")*\"|'(?:[^']|'')*'|/\\*.*?\\*/|(?:--\\s|#)[^\\n]*|[\\w$\\x{80}-\\x{ffff}]+|\\s+|.",
            Pattern.DOTALL);
    private static final List<String> END = List.of("FOR", "EACH", "ROW");

    private TriggerSql() {
    }

    /** Without qualifiers of names before FOR EACH ROW; what follows is the body, and stays as it is. */
    static String withoutQualifiers(String ddl) {
        List<String> header = new ArrayList<>();
        Matcher token = TOKEN.matcher(ddl);
        int ended = 0;
        int end = 0;
        while (ended < END.size() && token.find()) {
            String text = token.group();
            end = token.end();
            if (text.equals(".")) {
                removeLast(header);
            } else {
                header.add(text);
            }
            ended = isBetween(text) ? ended : text.toUpperCase(Locale.ROOT).equals(END.get(ended)) ? ended + 1 : 0;
        }
        return String.join("", header) + ddl.substring(end);
    }

    /** The name before a dot, and what stands between. */
    private static void removeLast(List<String> header) {
        while (isBetween(header.get(header.size() - 1))) {
            header.remove(header.size() - 1);
        }
        header.remove(header.size() - 1);
    }

    private static boolean isBetween(String token) {
        return token.isBlank() || token.startsWith("/*") || token.startsWith("--") || token.startsWith("#");
    }
}
