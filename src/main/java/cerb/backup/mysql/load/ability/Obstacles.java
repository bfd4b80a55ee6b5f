package cerb.backup.mysql.load.ability;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.text.Code;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Set;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Looks at the statements of a dump one by one, and collects what its target could not make as it was. Changes nothing but settings of its session. */
public final class Obstacles {
    private static final Pattern ENGINE = Pattern.compile("\\bENGINE ?= ?(\\w+)");
    private static final Pattern COLLATION = Pattern.compile("\\bCOLLATE[ =](\\w+)");
    private static final Pattern CHARSET = Pattern.compile("\\b(?:CHARSET=|CHARACTER SET )(\\w+)");
    private static final Pattern PLUGIN_TYPE = Pattern.compile("`` (uuid|inet4|inet6)\\b");
    private static final Pattern PARSER = Pattern.compile("WITH PARSER (`(?:[^`]|``)*+`)");
    private static final Pattern VERSIONED = Pattern.compile("WITH(?<!WITHOUT) SYSTEM VERSIONING|GENERATED ALWAYS AS ROW START");
    private static final Pattern PRIMARY_KEY = Pattern.compile("\\bPRIMARY KEY\\b");

    private final Session session;
    private final Abilities abilities;
    private final List<Feature> features;
    private final Set<String> found = new LinkedHashSet<>();
    private final Map<String, String> tables = new HashMap<>();
    private String refusedSetting;

    /** Asks the session's server, in whatever schema. */
    public Obstacles(Session session) {
        this.session = session;
        this.abilities = new Abilities(session);
        this.features = abilities.isMariaDb() ? Feature.UNKNOWN_TO_MARIADB : Feature.UNKNOWN_TO_MYSQL;
    }

    /** Looks at the next statement of {@code schema.sql} or {@code post.sql}. */
    public void look(String sql) {
        if (sql.startsWith("SET ")) {
            set(sql);
            return;
        }
        Code code = Code.of(sql);
        if (refusedSetting != null && !code.object().isEmpty()) {
            add(code, "was made in a session that this server does not know: " + refusedSetting);
            refusedSetting = null;
        }
        if (!code.isProgram()) {
            lookForNames(code);
        }
        features.stream().filter(feature -> feature.isIn(code)).forEach(feature -> add(code, feature.name()));
        if (code.makes("table")) {
            lookAtTable(code, sql);
        }
    }

    /** Modes, time zones and collations: whether it has them is asked by setting them. */
    private void set(String sql) {
        try {
            session.execute(sql);
        } catch (DatabaseException e) {
            refusedSetting = e.getCause().getMessage();
        }
    }

    private void lookForNames(Code code) {
        each(COLLATION, code.text(), name -> abilities.hasCollation(name) ? null : "collation " + name, code);
        each(CHARSET, code.text(), name -> abilities.hasCharset(name) ? null : "character set " + name, code);
    }

    private void lookAtTable(Code code, String sql) {
        each(ENGINE, code.text(), name -> abilities.hasEngine(name) ? null : "engine " + name, code);
        each(PLUGIN_TYPE, code.text(), name -> abilities.hasPlugin(name) ? null : "type " + name, code);
        each(PARSER, sql, name -> abilities.hasPlugin(name.replace("`", "")) ? null : "full-text parser " + name, code);
        if (abilities.isMariaDb() && code.has(VERSIONED) && !abilities.hasVariable("system_versioning_insert_history")) {
            add(code, "the history of a system-versioned table (system_versioning_insert_history)");
        }
        if (!code.has(PRIMARY_KEY) && (abilities.isOn("sql_generate_invisible_primary_key") || abilities.isOn("sql_require_primary_key"))) {
            add(code, "a table without a primary key (sql_generate_invisible_primary_key, sql_require_primary_key)");
        }
        String twin = abilities.ignoresCase() ? tables.putIfAbsent(code.object().toLowerCase(Locale.ROOT), code.object()) : null;
        if (twin != null) {
            add(code, "a name that differs from " + twin + " in case only (lower_case_table_names)");
        }
    }

    private interface Question {
        /** Null if the server has it. */
        String obstacle(String name);
    }

    private void each(Pattern pattern, String text, Question question, Code code) {
        Matcher matcher = pattern.matcher(text);
        while (matcher.find()) {
            String obstacle = question.obstacle(matcher.group(1));
            if (obstacle != null) {
                add(code, obstacle);
            }
        }
    }

    private void add(Code code, String what) {
        found.add((code.object().isEmpty() ? "the schema" : code.object()) + ": " + what);
    }

    /** What was found, an object and a feature each; empty if everything can be made. */
    public List<String> found() {
        return new ArrayList<>(found);
    }

    /** The server that was asked. */
    public String server() {
        return abilities.server();
    }
}
