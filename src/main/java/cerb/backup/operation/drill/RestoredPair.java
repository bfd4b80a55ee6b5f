package cerb.backup.operation.drill;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/** Holds the rows of a restored database that refer to files against the restored files: each must be there, of the row's size. Streams. Used once, by one thread. */
final class RestoredPair {
    private final DatabaseAddress schema;
    private final Path storage;
    private long rows;
    private long wrong;

    RestoredPair(DatabaseAddress schema, Path storage) {
        this.schema = schema;
        this.storage = storage;
    }

    /** Compares all tables whose rows own objects. Throws DatabaseException where they cannot be read. */
    void run() {
        try (Session session = new Connections(schema).open()) {
            Set<String> tables = session.rows("SELECT TABLE_NAME FROM information_schema.TABLES WHERE TABLE_SCHEMA=" + Identifier.literal(schema.schema()))
                    .stream().map(row -> row.get(0)).collect(Collectors.toSet());
            List<ObjectTable> owning = ObjectTable.among(tables);
            owning.forEach(table -> compare(session, table));
        }
    }

    private void compare(Session session, ObjectTable table) {
        String query = "SELECT storage_key, storage_size FROM " + Identifier.quote(table.table()) + " WHERE storage_extension=" + Identifier.literal(ObjectTable.DISK) + " AND storage_key <> ''";
        Path namespace = storage.resolve(table.namespace());
        try (ResultSet row = session.stream(query)) {
            while (row.next()) {
                rows++;
                wrong += isThere(namespace, row.getString(1), row.getLong(2)) ? 0 : 1;
            }
        } catch (SQLException e) {
            throw DatabaseException.of("reading the restored rows of " + Identifier.quote(table.table()), e);
        }
    }

    /** A key is whatever the row says; it may not lead out of its directory, and its bytes are those of the text in UTF-8, whatever the locale. */
    private static boolean isThere(Path namespace, String key, long size) {
        try {
            Path file = RelativePath.of(key).in(namespace);
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size;
        } catch (IllegalArgumentException e) {
            return false; // no file can have that name
        } catch (IOException e) {
            return false; // it went between the look and the question: nobody but us should be here
        }
    }

    /** Rows that refer to a file. */
    long rows() {
        return rows;
    }

    /** Of them, those whose file is not there, or has another size. */
    long wrong() {
        return wrong;
    }
}
