package cerb.backup.mysql.load.script;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.ErrorCode;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.text.Code;
import cerb.backup.mysql.load.text.Definer;
import cerb.backup.mysql.load.text.SchemaName;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;
import java.util.stream.Collectors;

/** Executes {@code schema.sql} or {@code post.sql}. One thread at a time. */
public final class ScriptLoader {
    private static final int MOST_NAMED = 10;

    private final Session session;
    private final Scripts scripts;
    private final Map<String, Map<String, Integer>> orphans = new TreeMap<>();
    private final Map<String, Set<String>> strays = new TreeMap<>();
    private final Map<String, String> unmade = new TreeMap<>();

    /** On a session that is used for nothing else meanwhile. */
    public ScriptLoader(Session session, LoadSource source) {
        this.session = session;
        this.scripts = new Scripts(source);
    }

    /** Executes the statements that are wanted. */
    public void load(String path, Predicate<String> wanted) {
        load(path, wanted, UnaryOperator.identity());
    }

    /** The same, each as {@code changed} makes it. */
    public void load(String path, Predicate<String> wanted, UnaryOperator<String> changed) {
        SchemaName dumped = SchemaName.of(path);
        read(path, wanted, sql -> {
            if (!dumped.isOf(session.schema()) && dumped.isNamedIn(sql)) {
                strays.computeIfAbsent(dumped.toString(), none -> new TreeSet<>()).add(Code.of(sql).object());
            }
            make(changed.apply(sql));
        });
    }

    /** A view may read what was never the dump's: without it all else is restored nevertheless. */
    public void make(String sql) {
        try {
            execute(sql);
        } catch (DatabaseException e) {
            if (e.errorCode() == ErrorCode.ER_TOO_BIG_ROWSIZE && Code.of(sql).makes("table")) {
                makeWide(sql, e);
                return;
            }
            if (!ErrorCode.MISSING_FOR_VIEW.contains(e.errorCode()) || !Code.of(sql).makes("view")) {
                throw e;
            }
            unmade.put(Code.of(sql).object(), e.getCause().getMessage());
        }
    }

    /** Hands out the statements that are wanted, and executes none. */
    public void read(String path, Predicate<String> wanted, Consumer<String> statement) {
        scripts.each(Set.of(path), sql -> {
            if (wanted.test(sql)) {
                statement.accept(sql);
            }
        });
    }

    /** A table whose rows may not fit a page, made where InnoDB only warned of that. Not for all tables: InnoDB would then pass over what it cannot do, too. */
    private void makeWide(String sql, DatabaseException refused) {
        String before = session.value("SELECT @@SESSION.innodb_strict_mode").orElseThrow();
        try {
            session.execute("SET SESSION innodb_strict_mode=0");
        } catch (DatabaseException e) {
            // MySQL asks for a privilege
            refused.addSuppressed(e);
            throw refused;
        }
        try {
            execute(sql);
        } finally {
            session.execute("SET SESSION innodb_strict_mode=" + before);
        }
    }

    /** The server takes a definer whom it does not know, with a note, which it keeps to itself where the dump's header tells it to. */
    private void execute(String sql) {
        Optional<Definer> definer = Definer.of(sql);
        if (definer.isEmpty()) {
            session.execute(sql);
            return;
        }
        session.execute("SET SESSION sql_notes=1");
        session.execute(sql);
        if (session.rows("SHOW WARNINGS").stream().anyMatch(row -> row.get(1).equals(String.valueOf(ErrorCode.ER_NO_SUCH_USER)))) {
            String object = Code.of(sql).object();
            orphans.computeIfAbsent(definer.get().toString(), none -> new TreeMap<>()).merge(object.substring(0, object.indexOf(" `")), 1, Integer::sum);
        }
        session.execute("SET SESSION sql_notes=0");
    }

    /** Which definers of what was executed do not exist, a sentence each. */
    public List<String> orphans() {
        return orphans.entrySet().stream().map(entry -> {
            String objects = entry.getValue().entrySet().stream().map(kind -> kind.getValue() + " " + kind.getKey() + (kind.getValue() == 1 ? "" : "s")).collect(Collectors.joining(", "));
            boolean one = entry.getValue().values().stream().mapToInt(Integer::intValue).sum() == 1;
            return objects + (one ? " fails" : " fail") + " until the account " + entry.getKey() + " exists: make it, as accounts.sql of the dump does, or restore with --definer current";
        }).toList();
    }

    /** What was made in a schema of another name than the dump's, and names the dump's, a sentence. */
    public List<String> strays() {
        return strays.entrySet().stream().map(entry -> {
            List<String> some = entry.getValue().stream().limit(MOST_NAMED).toList();
            int more = entry.getValue().size() - some.size();
            return String.join(", ", some) + (more == 0 ? "" : " and " + more + " more") + (entry.getValue().size() == 1 ? " names" : " name") + " the schema " + entry.getKey() + ", which the dump is of: what is read and written by that name is there, and not in "
                + Identifier.quote(session.schema()) + ". Put the name right before anything runs on it";
        }).toList();
    }

    /** Views that could not be made since something that they read is not there, such as {@code view `v`}, each with the server's reason. */
    public Map<String, String> unmade() {
        return Collections.unmodifiableMap(unmade);
    }

    /** Which statements are wanted where {@code tables}, if it names any, limits what is made to them and their triggers. */
    public static Predicate<String> making(Set<String> tables) {
        return sql -> tables.isEmpty() || sql.startsWith("SET ") || tables.stream().anyMatch(table -> makes(sql, table)) || tables.contains(Code.triggerTable(sql));
    }

    /** Whether a statement makes this table. */
    public static boolean makes(String sql, String table) {
        return sql.startsWith("CREATE TABLE " + Identifier.quote(table) + " ");
    }
}
