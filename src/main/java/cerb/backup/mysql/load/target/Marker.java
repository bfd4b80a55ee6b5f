package cerb.backup.mysql.load.target;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.nio.charset.StandardCharsets;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * A table in the schema that is restored, there until the restore has ended: its remark names the dump, its rows are the files that are loaded. Changed by sessions of any thread.
 *
 * @param schema   where it is
 * @param identity the dump that is restored, and which of its tables
 * @param begun    when it was made, as the server tells it in UTC
 */
public record Marker(String schema, String identity, String begun) {
    /** Its name. */
    public static final String TABLE = "cerb_backup_load";

    /** Begins the identity of a restore that does not go on where it ended: of a hot copy's files. */
    public static final String FILES = "files of ";

    private static final String REMARK = "An unfinished restore of ";
    /** In the place of a path; those hold a slash. */
    private static final String VERIFIED = "verified";

    /** The one in a schema, whose tables need not be ours. */
    public static Optional<Marker> find(Session session, String schema) {
        return session.rows("SELECT TABLE_COMMENT, CREATE_TIME FROM information_schema.TABLES WHERE TABLE_SCHEMA=" + Identifier.literal(schema) + " AND TABLE_NAME='" + TABLE + "'")
                .stream().filter(row -> row.get(0).startsWith(REMARK)).findFirst().map(row -> new Marker(schema, row.get(0).substring(REMARK.length()), row.get(1)));
    }

    /** Makes it. One statement, so it never is there without its dump. Throws where the schema has one. */
    public static Marker make(Session session, String schema, String identity) {
        session.execute("CREATE TABLE " + qualified(schema) + " (path VARBINARY(700) NOT NULL PRIMARY KEY, loaded_rows BIGINT NOT NULL, at TIMESTAMP NOT NULL DEFAULT CURRENT_TIMESTAMP)"
                + " ENGINE=InnoDB COMMENT=" + Identifier.literal(REMARK + identity));
        return find(session, schema).orElseThrow();
    }

    static String qualified(String schema) {
        return Identifier.quote(schema) + "." + Identifier.quote(TABLE);
    }

    private String qualified() {
        return qualified(schema);
    }

    /** Whether another restore of the same goes on with it. */
    public boolean goesOn() {
        return !identity.startsWith(FILES);
    }

    /** The rows of each file that is loaded, by its path. */
    public Map<String, Long> files(Session session) {
        Map<String, Long> files = new TreeMap<>();
        session.byteRows("SELECT path, loaded_rows FROM " + qualified() + " WHERE path <> '" + VERIFIED + "'")
                .forEach(row -> files.put(text(row.get(0)), Long.parseLong(text(row.get(1)))));
        return files;
    }

    private static String text(byte[] bytes) {
        return new String(bytes, StandardCharsets.UTF_8);
    }

    /** The statement that writes a file down, for the transaction that loads it. A second one fails: no file is loaded twice. */
    public String loaded(String path, long rows) {
        return "INSERT INTO " + qualified() + " (path, loaded_rows) VALUES (" + Identifier.literal(path) + ", " + rows + ")";
    }

    /** Strikes files out, and that all was verified with them. */
    void forget(Session session, List<String> paths) {
        Stream.concat(Stream.of(VERIFIED), paths.stream()).forEach(path -> session.execute("DELETE FROM " + qualified() + " WHERE path=" + Identifier.literal(path)));
    }

    /** Writes down that the rows are those of the dump. */
    public void verified(Session session) {
        session.execute(loaded(VERIFIED, 0));
    }

    /** Whether that is written down. */
    public boolean isVerified(Session session) {
        return session.value("SELECT 1 FROM " + qualified() + " WHERE path='" + VERIFIED + "'").isPresent();
    }

    /** Drops it: the restore has ended. */
    public void drop(Session session) {
        session.execute("DROP TABLE " + qualified());
    }

    /** Such as {@code the unfinished restore of X, begun at T (table cerb_backup_load)}. */
    @Override
    public String toString() {
        return "the unfinished restore of " + identity + ", begun at " + begun + " UTC (table " + TABLE + ")";
    }
}
