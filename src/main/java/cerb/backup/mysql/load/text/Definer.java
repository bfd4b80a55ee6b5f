package cerb.backup.mysql.load.text;

import java.util.Optional;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Whose rights a view or a program has, as the statement that makes it says.
 *
 * @param user who
 * @param host from where; empty for a role
 */
public record Definer(String user, String host) {
    private static final String NAME = "(`(?:[^`]|``)*+`|\"(?:[^\"]|\"\")*+\"|'(?:[^'\\\\]|\\\\.|'')*+'|[^ @`\"']+)";

    /** In the mode ANSI_QUOTES names are in double quotes. */
    private static final Pattern CLAUSE = Pattern.compile("CREATE (?:OR REPLACE |ALGORITHM=\\w+ |MATERIALIZED (?:/\\*.*?\\*/ )?)*(DEFINER=" + NAME + "(?:@" + NAME + "?)? )", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The definer that a statement names; empty where it names none. */
    public static Optional<Definer> of(String sql) {
        Matcher clause = CLAUSE.matcher(sql);
        return clause.lookingAt() ? Optional.of(new Definer(plain(clause.group(2)), clause.group(3) == null ? "" : plain(clause.group(3)))) : Optional.empty();
    }

    /** The statement without its definer: whoever executes it is the definer. */
    public static String removed(String sql) {
        Matcher clause = CLAUSE.matcher(sql);
        return clause.lookingAt() ? sql.substring(0, clause.start(1)) + sql.substring(clause.end(1)) : sql;
    }

    private static String plain(String name) {
        char quote = name.charAt(0);
        return "`\"'".indexOf(quote) < 0 ? name : name.substring(1, name.length() - 1).replace("" + quote + quote, "" + quote);
    }

    /** Such as {@code `app`@`%`}. */
    @Override
    public String toString() {
        return quoted(user) + (host.isEmpty() ? "" : "@" + quoted(host));
    }

    private static String quoted(String name) {
        return "`" + name.replace("`", "``") + "`";
    }
}
