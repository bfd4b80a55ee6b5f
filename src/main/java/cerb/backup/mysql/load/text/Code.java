package cerb.backup.mysql.load.text;

import cerb.backup.mysql.Identifier;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;
import java.util.stream.Stream;

/**
 * A statement without what could be mistaken for its words: literals are empty, and so are names in backticks.
 *
 * @param object what it makes, such as {@code table `ticket`}; empty if it makes nothing
 * @param text   the words
 */
public record Code(String object, String text) {
    private static final Pattern QUOTED = Pattern.compile("'(?:[^'\\\\]|\\\\.|'')*+'|`(?:[^`]|``)*+`", Pattern.DOTALL);
    /** Who made it, and how a view is worked out, stand before what it is. In the mode ANSI_QUOTES names are in double quotes. */
    private static final Pattern OBJECT = Pattern.compile("CREATE (?:OR REPLACE |(?:ALGORITHM|DEFINER)=(?:`[^`]*`|\"[^\"]*\"|[^ `\"])+ |SQL SECURITY \\w+ |AGGREGATE |JSON RELATIONAL DUALITY |MATERIALIZED (?:/\\*.*?\\*/ )?)*"
            + "(TABLE|SEQUENCE|LIBRARY|FUNCTION|PROCEDURE|PACKAGE BODY|PACKAGE|VIEW|EVENT|TRIGGER)\\s+(?:`((?:[^`]|``)*+)`|\"((?:[^\"]|\"\")*+)\"|([^\\s(]+))",
            Pattern.CASE_INSENSITIVE);

    /** Whose rows a trigger acts upon: the table's name is the last group that is there. */
    private static final Pattern TRIGGER = Pattern.compile("CREATE (?:OR REPLACE |DEFINER=(?:`[^`]*`|\"[^\"]*\"|[^ `\"])+ )*TRIGGER\\s.*?\\s(?:BEFORE|AFTER)\\s+(?:INSERT|UPDATE|DELETE)\\s+ON\\s+"
            + "(?:`((?:[^`]|``)*+)`|\"((?:[^\"]|\"\")*+)\"|([^\\s(`\".]+))\\s", Pattern.CASE_INSENSITIVE | Pattern.DOTALL);

    /** The words of a statement. */
    public static Code of(String sql) {
        return new Code(object(OBJECT.matcher(sql)), QUOTED.matcher(sql).replaceAll(quoted -> quoted.group().startsWith("`") ? "``" : "''"));
    }

    private static String object(Matcher matcher) {
        if (!matcher.lookingAt()) {
            return "";
        }
        String name = matcher.group(2) != null ? matcher.group(2).replace("``", "`") : matcher.group(3) != null ? matcher.group(3) : matcher.group(4);
        return matcher.group(1).toLowerCase(Locale.ROOT) + " " + Identifier.quote(name);
    }

    /** The table whose rows a trigger acts upon; empty where a statement makes none. */
    public static String triggerTable(String sql) {
        Matcher matcher = TRIGGER.matcher(sql);
        if (!matcher.lookingAt()) {
            return "";
        }
        return matcher.group(1) != null ? matcher.group(1).replace("``", "`") : matcher.group(2) != null ? matcher.group(2).replace("\"\"", "\"") : matcher.group(3);
    }

    /** The name of the table that it makes; empty where it makes none. */
    public String table() {
        return makes("table") ? object.substring("table `".length(), object.length() - 1).replace("``", "`") : "";
    }

    /** Whether the words hold it. */
    public boolean has(Pattern pattern) {
        return pattern.matcher(text).find();
    }

    /** True if it is the words of whoever made it, remarks included, and not those of the server. */
    public boolean isProgram() {
        return Stream.of("library", "procedure", "function", "package", "package body", "trigger", "event").anyMatch(this::makes);
    }

    /** Whether it makes an object of a kind, such as {@code table}. */
    public boolean makes(String kind) {
        return object.startsWith(kind + " ");
    }
}
