package cerb.backup.mysql.hotcopy.restore;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * Files that a restore which was killed had put where the server had discarded its own. MySQL drops such tables, and their schema, and leaves the files: it could make none of the name
 * again. To be removed when the server has dropped what is in the way, since they are nobody's then.
 *
 * @param server    a session at the target
 * @param directory proven to be its
 * @param schema    where the copy is restored to
 * @param names     of the files that are restored
 */
record Leftovers(Session server, DataDirectory directory, String schema, List<String> names) {
    void remove() {
        if (!directory.holds(schema)) {
            return;
        }
        Path place = directory.schema(schema);
        try {
            for (String name : names) {
                Files.deleteIfExists(place.resolve(name));
            }
            if (server.rows("SELECT 1 FROM information_schema.SCHEMATA WHERE SCHEMA_NAME=" + Identifier.literal(schema)).isEmpty()) {
                Files.deleteIfExists(place);
            }
        } catch (IOException e) {
            throw new DatabaseException("removing what a restore that was killed has left in " + place + " failed: " + e, "Look what is there, remove it, and restore again, with --overwrite.", e);
        }
    }
}
