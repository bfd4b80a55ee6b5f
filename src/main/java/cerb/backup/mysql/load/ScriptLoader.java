package cerb.backup.mysql.load;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.io.IOException;
import java.io.InputStream;
import java.util.Set;

/** Executes {@code schema.sql} or {@code post.sql}. One thread at a time. */
public final class ScriptLoader {
    private final Session session;
    private final LoadSource source;

    /** On a session that is used for nothing else meanwhile. */
    public ScriptLoader(Session session, LoadSource source) {
        this.session = session;
        this.source = source;
    }

    /** {@code tables}, if it names any, limits what is made to them. */
    public void load(String path, Set<String> tables) {
        try (InputStream in = source.open(path)) {
            StatementReader statements = new StatementReader(in, path);
            for (String sql = statements.next(); sql != null; sql = statements.next()) {
                if (isWanted(sql, tables)) {
                    session.execute(sql);
                }
            }
        } catch (IOException e) {
            throw new DatabaseException("reading " + path + " failed: " + e.getMessage(), "Check the backup it comes from.", e);
        }
    }

    /** {@code tables}, if it names any, limits what is made to them. */
    static boolean isWanted(String sql, Set<String> tables) {
        return tables.isEmpty() || sql.startsWith("SET ") || tables.stream().anyMatch(table -> makes(sql, table));
    }

    static boolean makes(String sql, String table) {
        return sql.startsWith("CREATE TABLE " + Identifier.quote(table) + " ");
    }
}
