package cerb.backup.mysql.load;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.text.Code;
import java.util.Set;
import java.util.function.Predicate;
import java.util.function.UnaryOperator;

/** Executes {@code schema.sql} or {@code post.sql}. One thread at a time. */
public final class ScriptLoader {
    private final Session session;
    private final Scripts scripts;

    /** On a session that is used for nothing else meanwhile. */
    public ScriptLoader(Session session, LoadSource source) {
        this.session = session;
        this.scripts = new Scripts(source);
    }

    /** Executes the statements that are wanted. */
    public void load(String path, Predicate<String> wanted) {
        load(path, wanted, UnaryOperator.identity());
    }

    /** Which statements are wanted where {@code tables}, if it names any, limits what is made to them and their triggers. */
    public static Predicate<String> making(Set<String> tables) {
        return sql -> tables.isEmpty() || sql.startsWith("SET ") || tables.stream().anyMatch(table -> makes(sql, table)) || tables.contains(Code.triggerTable(sql));
    }

    /** The same, each as {@code changed} makes it. */
    public void load(String path, Predicate<String> wanted, UnaryOperator<String> changed) {
        scripts.each(Set.of(path), sql -> {
            if (wanted.test(sql)) {
                session.execute(changed.apply(sql));
            }
        });
    }

    static boolean makes(String sql, String table) {
        return sql.startsWith("CREATE TABLE " + Identifier.quote(table) + " ");
    }
}
