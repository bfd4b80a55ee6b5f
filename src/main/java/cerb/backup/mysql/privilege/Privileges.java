package cerb.backup.mysql.privilege;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * What the account may do with one schema, as SHOW GRANTS tells it, active roles included. Asked before a dump, because a server does not refuse to list what
 * an account may not see: it leaves it out.
 */
public final class Privileges {
    private static final Pattern GRANT = Pattern.compile("GRANT (.+?) ON (.+?) TO .*", Pattern.DOTALL);
    private static final List<String> NEEDED = List.of("SELECT", "SHOW VIEW", "TRIGGER", "EVENT");

    /** Partial revokes of MySQL: what was granted on every schema does not hold for this one. */
    private static final Pattern REVOKE = Pattern.compile("REVOKE (.+?) ON (.+?)\\.\\* FROM .*", Pattern.DOTALL);

    private final Set<String> global = new LinkedHashSet<>();
    private final Set<String> local = new LinkedHashSet<>();
    private final Set<String> routines = new LinkedHashSet<>();
    private final Map<String, Set<String>> elsewhere = new HashMap<>();
    private final Set<String> revoked = new LinkedHashSet<>();
    private final Session session;
    private final String schema;

    private Privileges(Session session, String schema, List<String> lines) {
        this.session = session;
        this.schema = schema;
        lines.forEach(this::read);
    }

    private void read(String line) {
        Matcher grant = GRANT.matcher(line);
        Matcher revoke = REVOKE.matcher(line);
        if (grant.matches()) {
            add(grant.group(1), grant.group(2));
        } else if (revoke.matches() && SchemaPattern.of(revoke.group(2)).covers(schema)) {
            revoked.addAll(words(revoke.group(1)));
        }
    }

    private static List<String> words(String privileges) {
        return Arrays.stream(privileges.split(",")).map(word -> word.strip().toUpperCase(Locale.ROOT)).toList();
    }

    /** Those of the session's account for the session's schema. */
    public static Privileges of(Session session) {
        return of(session, printed(session, "SHOW GRANTS"));
    }

    /** Those of another account, its name as SQL wants it, for a schema; the session's own must be allowed to ask. */
    public static Privileges of(Session session, String account, String schema) {
        return new Privileges(session, schema, printed(session, "SHOW GRANTS FOR " + account));
    }

    /** As if the server had printed these lines. */
    public static Privileges of(Session session, List<String> lines) {
        return new Privileges(session, session.schema(), lines);
    }

    private static List<String> printed(Session session, String statement) {
        return session.rows(statement).stream().map(row -> row.get(0)).toList();
    }

    private void add(String words, String scope) {
        List<String> privileges = words(words);
        if (scope.equals("*.*")) {
            global.addAll(privileges);
        } else if (scope.endsWith(".*") && SchemaPattern.of(scope.substring(0, scope.length() - 2)).covers(schema)) {
            local.addAll(privileges);
        } else if (scope.equalsIgnoreCase("`mysql`.*") || scope.equalsIgnoreCase("`mysql`.`proc`")) {
            routines.addAll(privileges);
        }
        elsewhere.computeIfAbsent(scope.toLowerCase(Locale.ROOT), none -> new LinkedHashSet<>()).addAll(privileges);
    }

    /** Whether they include this one at that place, which is {@code *.*}, the schema, {@code `mysql`.*} or a table of it. */
    public boolean allow(String privilege, String scope) {
        if (hasGlobal(privilege) || privilege.equals("FLUSH_TABLES") && hasGlobal("RELOAD")) {
            return true;
        }
        boolean inSchema = !scope.equals("*.*") && scope.endsWith(".*") && SchemaPattern.of(scope.substring(0, scope.length() - 2)).covers(schema);
        return inSchema ? has(privilege) : allow(privilege, elsewhere.get(scope)) || scope.startsWith("`mysql`.") && allow(privilege, elsewhere.get("`mysql`.*"));
    }

    private static boolean allow(String privilege, Set<String> granted) {
        return granted != null && (granted.contains(privilege) || granted.contains("ALL PRIVILEGES"));
    }

    private boolean has(String privilege) {
        return hasGlobal(privilege) && !revoked.contains(privilege) || local.contains(privilege) || local.contains("ALL PRIVILEGES");
    }

    private boolean hasGlobal(String privilege) {
        return global.contains(privilege) || global.contains("ALL PRIVILEGES");
    }

    /** Refuses an account that would see, and dump, only a part of the schema. */
    public void requireForDump() {
        List<String> missing = NEEDED.stream().filter(privilege -> !has(privilege)).toList();
        if (!missing.isEmpty()) {
            throw new DatabaseException("the account cannot dump schema " + session.schema() + " as a whole: it lacks " + String.join(", ", missing),
                "Run: " + grant(String.join(", ", missing)));
        }
    }

    /** Refuses an account that may not write tables out and keep them locked while their files are copied. */
    public void requireForHotCopy() {
        if (!locksTables()) {
            throw new DatabaseException("the account cannot copy the files of schema " + session.schema() + ": it lacks LOCK TABLES", "Run: " + grant("LOCK TABLES"));
        }
        if (!allow("FLUSH_TABLES", "*.*")) {
            throw new DatabaseException("the account cannot copy the files of schema " + session.schema() + ": it lacks RELOAD ON *.*",
                "Run: " + grant("RELOAD").replace(Identifier.quote(session.schema()) + ".*", "*.*"));
        }
    }

    /** True if the account may LOCK TABLES ... READ. */
    public boolean locksTables() {
        return has("LOCK TABLES");
    }

    /** The statement that gives the account privileges on the schema, separated by commas. */
    public String grant(String privileges) {
        return "GRANT " + privileges + " ON " + Identifier.quote(session.schema()) + ".* TO " + AccountName.of(session).sql() + ";";
    }

    /** True if every routine of the schema is listed to the account, and its body shown. */
    public boolean seesRoutines() {
        if (hasGlobal("SELECT") || hasGlobal("SHOW_ROUTINE")) {
            return true;
        }
        return session.server().isMariaDb() && (routines.contains("SELECT") || has("SHOW CREATE ROUTINE"));
    }
}
