package cerb.backup.mysql.account;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.privilege.SchemaPattern;
import java.util.Arrays;
import java.util.Locale;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * One line of {@code SHOW GRANTS} that gives privileges.
 *
 * @param privileges what is given, as printed
 * @param kind       what kind of object it is given on, such as {@code PROCEDURE}; empty for schemas and tables
 * @param schema     the schema's name or pattern as printed; {@code *} for all
 * @param object     the table's or routine's name as printed; {@code *} for all
 * @param grantee    to whom, as printed
 * @param grantable  with the right to give it on
 */
record Grant(String privileges, String kind, String schema, String object, String grantee, boolean grantable) {
    private static final String NAME = "(?:`(?:[^`]|``)*`|\\*)";
    private static final Pattern LINE = Pattern.compile("GRANT ((?:`(?:[^`]|``)*`|[^`])+?) ON (LIBRARY |PROCEDURE |FUNCTION |PACKAGE BODY |PACKAGE |)(" + NAME
            + ")\\.(" + NAME + ") TO (" + NAME + "(?:@" + NAME + ")?|PUBLIC)(.*)", Pattern.DOTALL);
    private static final Set<String> ADMINISTRATIVE = Set.of("ALL PRIVILEGES", "SUPER", "CREATE USER");
    private static final Set<String> OF_A_SCHEMA = Set.of("SELECT", "INSERT", "UPDATE", "DELETE", "CREATE", "DROP", "REFERENCES", "INDEX", "ALTER",
            "CREATE TEMPORARY TABLES", "LOCK TABLES", "EXECUTE", "CREATE VIEW", "SHOW VIEW", "CREATE ROUTINE", "ALTER ROUTINE", "EVENT", "TRIGGER",
            "DELETE HISTORY", "SHOW CREATE ROUTINE");

    /** Null for a line of another kind, such as the grant of a role. */
    static Grant parse(String line) {
        Matcher matcher = LINE.matcher(line);
        return !matcher.matches() ? null : new Grant(matcher.group(1), matcher.group(2).strip(), matcher.group(3), matcher.group(4), matcher.group(5),
                matcher.group(6).contains(" WITH GRANT OPTION"));
    }

    boolean isGlobal() {
        return schema.equals("*") && object.equals("*");
    }

    /** True if it gives rights on this schema and not on all. */
    boolean concerns(String name) {
        return !isGlobal() && (object.equals("*") ? SchemaPattern.of(schema).covers(name) : schema.equalsIgnoreCase(Identifier.quote(name)));
    }

    /** True if whoever has it administers the server. */
    boolean isAdministrative() {
        return isGlobal() && gives(ADMINISTRATIVE);
    }

    /** True if it gives rights on every schema. */
    boolean isForEverySchema() {
        return isGlobal() && gives(OF_A_SCHEMA);
    }

    private boolean gives(Set<String> some) {
        return Arrays.stream(privileges.split(",")).map(word -> word.strip().toUpperCase(Locale.ROOT)).anyMatch(some::contains);
    }

    /** The statement, without what else the server prints in the line, such as a password's hash. */
    String sql() {
        return "GRANT " + privileges + " ON " + (kind.isEmpty() ? "" : kind + " ") + schema + "." + object + " TO " + grantee + (grantable ? " WITH GRANT OPTION" : "");
    }
}
