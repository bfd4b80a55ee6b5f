package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.ability.Obstacles;
import java.io.IOException;
import java.io.InputStream;
import java.util.List;
import java.util.Set;
import java.util.stream.Stream;

/** Refuses a dump which the target cannot hold as it was, before anything is changed. */
final class AbilityCheck {
    private static final int MOST_NAMED = 10;

    private final DatabaseAddress target;
    private final Files files;
    private final LoadSource source;

    AbilityCheck(DatabaseAddress target, Files files, LoadSource source) {
        this.target = target;
        this.files = files;
        this.source = source;
    }

    /** {@code tables}, if it names any, limits what will be made to them. */
    void demand(Set<String> tables) {
        try (Session session = new Connections(target.withSchema("")).open()) {
            Obstacles obstacles = new Obstacles(session);
            Stream.concat(files.definitions().stream(), files.programs().stream()).forEach(path -> look(path, tables, obstacles));
            List<String> found = obstacles.found();
            if (!found.isEmpty()) {
                throw new DatabaseException("loading into " + target + " refused: this server, " + obstacles.server() + ", cannot hold the dump as it was: "
                        + String.join("; ", found.subList(0, Math.min(MOST_NAMED, found.size()))) + (found.size() > MOST_NAMED ? "; and " + (found.size() - MOST_NAMED) + " more" : ""),
                    "Load into a server such as the dump came from, or single tables with --table. Nothing has been changed in the database.");
            }
        }
    }

    private void look(String path, Set<String> tables, Obstacles obstacles) {
        try (InputStream in = source.open(path)) {
            StatementReader statements = new StatementReader(in, path);
            for (String sql = statements.next(); sql != null; sql = statements.next()) {
                if (ScriptLoader.isWanted(sql, tables)) {
                    obstacles.look(sql);
                }
            }
        } catch (IOException e) {
            throw new DatabaseException("reading " + path + " failed: " + e.getMessage(), "Check the backup it comes from.", e);
        }
    }
}
