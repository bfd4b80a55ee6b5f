package cerb.backup.demo.helpdesk;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.SplittableRandom;

/**
 * A helpdesk: a schema and the storage directory that belongs to it.
 *
 * <p>Immutable and safe for use by many threads, which is how {@link HelpdeskWork} and a backup meet in it.
 *
 * @param server  where the schema is
 * @param schema  the schema's name
 * @param storage the storage directory
 */
public record Helpdesk(Connector server, String schema, Path storage) {
    private static final int AVATARS = 40;

    /** Hears how far the filling is; called from one thread. */
    @FunctionalInterface
    public interface Progress {
        /** So many of all tickets, or of all attachments, are there. */
        void filled(String what, long done, long total);
    }

    /**
     * Fills an empty schema and a directory, both of which exist; the same seed and size give the same rows and bytes.
     *
     * @throws SQLException if the schema is not empty or the server refuses
     */
    public void fill(HelpdeskSize size, long seed, Progress progress) throws SQLException, IOException {
        try (var connection = connect()) {
            makeTables(connection);
            new PeopleTables(connection, size, seed).fill();
            new ConversationTables(connection, size, seed)
                    .fill(done -> progress.filled("tickets", done, size.tickets()));
            fillObjects(connection, size, seed, progress);
        }
        new StorageFiles(storage, seed).write();
    }

    /** Opens a connection to the schema. */
    public Connection connect() throws SQLException {
        return server.connect(schema);
    }

    /** Whether a backup has to hold the file at that path, relative to the storage directory. */
    public static boolean isKept(String path) {
        return StorageFiles.isKept(path);
    }

    private static void makeTables(Connection connection) throws SQLException {
        try (var statement = connection.createStatement()) {
            for (var sql : Prose.Texts.read("schema.sql").split(";\\s*\\n")) {
                statement.execute(sql.endsWith(";") ? sql.substring(0, sql.length() - 1) : sql);
            }
        }
    }

    private void fillObjects(Connection connection, HelpdeskSize size, long seed, Progress progress) throws SQLException {
        var files = new ObjectFiles(storage);
        try (var attachment = new Rows(connection, "attachment",
                "id,name,mime_type,storage_size,storage_key,storage_extension,updated,storage_sha1hash");
                var link = new Rows(connection, "attachment_link", "attachment_id,context,context_id")) {
            for (var id = 1; id <= size.attachments(); id++) {
                var content = AttachmentContent.of(seed, id, size.attachmentBytes());
                var key = files.put(ObjectFiles.ATTACHMENTS, id, content.bytes());
                attachment.add(id, content.name(), content.mimeType(), content.bytes().length, key, ObjectFiles.DISK,
                        Clock.at(id), ObjectFiles.sha1(content.bytes()));
                link.add(id, "cerberusweb.contexts.message", 1 + id % size.messages());
                if (id % 500 == 0 || id == size.attachments()) {
                    progress.filled("attachments", id, size.attachments());
                }
            }
        }
        fillAvatars(connection, files, seed);
        fillOddTables(connection, seed);
    }

    private static void fillAvatars(Connection connection, ObjectFiles files, long seed) throws SQLException {
        var random = new SplittableRandom(seed ^ 0x61766174617273L);
        try (var avatar = new Rows(connection, "context_avatar",
                "id,context,context_id,content_type,is_approved,updated_at,storage_extension,storage_key,storage_size")) {
            for (var id = 1; id <= AVATARS; id++) {
                var picture = AttachmentContent.noise(random, "\u0089PNG\r\n", 2_000 + random.nextInt(4_000));
                avatar.add(id, "cerberusweb.contexts.contact", id, "image/png", 1, Clock.at(id), ObjectFiles.DISK,
                        files.put(ObjectFiles.AVATARS, id, picture), picture.length);
            }
        }
    }

    private static void fillOddTables(Connection connection, long seed) throws SQLException {
        var prose = new Prose(new SplittableRandom(seed ^ 0x6f6464L));
        try (var word = new Rows(connection, "bayes_words", "word,spam,nonspam");
                var queue = new Rows(connection, "queue_message", "uuid,queue_id,status_id,status_at,message");
                var link = new Rows(connection, "context_link", "from_context,from_context_id,to_context,to_context_id")) {
            for (var i = 0; i < 400; i++) {
                word.add(prose.word() + i, prose.random().nextInt(900), prose.random().nextInt(900));
                queue.add(uuid(prose), 1 + i % 3, i % 2, Clock.at(i), "{\"to\":\"" + prose.name() + "\",\"n\":" + i + "}");
                link.add(i % 10 == 0 ? null : "cerberusweb.contexts.ticket", 1 + i, "cerberusweb.contexts.org", 1);
            }
        }
        try (var statement = connection.createStatement()) {
            for (var i = 1; i <= 50; i++) {
                statement.execute("INSERT INTO custom_field_geovalue VALUES (7," + i + ",ST_GeomFromText('POINT("
                        + prose.random().nextInt(90) + "." + i + " " + -i + ".5)'),'cerberusweb.contexts.org')");
            }
        }
    }

    private static byte[] uuid(Prose prose) {
        var bytes = new byte[16];
        prose.random().nextBytes(bytes);
        return bytes;
    }
}
