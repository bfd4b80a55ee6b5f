package cerb.backup.mysql.load.ability;

import cerb.backup.mysql.Session;
import java.util.List;
import java.util.Locale;
import java.util.Set;
import java.util.stream.Collectors;

/** What a server has, as it says itself. Names are in lower case. One thread at a time. */
final class Abilities {
    private final Session session;
    private final Set<String> engines;
    private final Set<String> collations;
    private final Set<String> charsets;
    private final Set<String> plugins;

    Abilities(Session session) {
        this.session = session;
        this.engines = names("SELECT ENGINE FROM information_schema.ENGINES WHERE SUPPORT IN ('YES', 'DEFAULT')");
        // MariaDB has some for every Unicode character set, under a short name and a full one.
        String full = session.rows("SHOW COLUMNS FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY LIKE 'FULL%'").isEmpty() ? ""
            : " UNION SELECT FULL_COLLATION_NAME FROM information_schema.COLLATION_CHARACTER_SET_APPLICABILITY";
        this.collations = names("SELECT COLLATION_NAME FROM information_schema.COLLATIONS" + full);
        this.charsets = names("SELECT CHARACTER_SET_NAME FROM information_schema.CHARACTER_SETS");
        this.plugins = names("SELECT PLUGIN_NAME FROM information_schema.PLUGINS WHERE PLUGIN_STATUS='ACTIVE'");
    }

    private Set<String> names(String sql) {
        return session.rows(sql).stream().map(row -> row.get(0).toLowerCase(Locale.ROOT)).collect(Collectors.toSet());
    }

    boolean isMariaDb() {
        return session.server().isMariaDb();
    }

    /** The family and version, for messages. */
    String server() {
        return (isMariaDb() ? "MariaDB " : "MySQL ") + session.server().version();
    }

    boolean hasEngine(String name) {
        return engines.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean hasCollation(String name) {
        return collations.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean hasCharset(String name) {
        return charsets.contains(name.toLowerCase(Locale.ROOT)) || name.equalsIgnoreCase("utf8");
    }

    /** Data types and parsers of full text come as plugins. */
    boolean hasPlugin(String name) {
        return plugins.contains(name.toLowerCase(Locale.ROOT));
    }

    boolean hasVariable(String name) {
        return !session.rows("SHOW VARIABLES LIKE '" + name.replace("_", "\\_") + "'").isEmpty();
    }

    boolean isOn(String variable) {
        List<List<String>> rows = session.rows("SHOW VARIABLES LIKE '" + variable.replace("_", "\\_") + "'");
        return !rows.isEmpty() && Set.of("ON", "1").contains(rows.get(0).get(1));
    }

    /** True if names of tables that differ in case only are the same. */
    boolean ignoresCase() {
        return !session.value("SELECT @@lower_case_table_names").orElse("0").equals("0");
    }
}
