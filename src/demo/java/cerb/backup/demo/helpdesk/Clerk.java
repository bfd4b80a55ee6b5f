package cerb.backup.demo.helpdesk;

import java.nio.ByteBuffer;
import java.nio.charset.StandardCharsets;
import java.sql.Connection;
import java.sql.PreparedStatement;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.OptionalLong;
import java.util.SplittableRandom;
import java.util.stream.LongStream;

/**
 * Who works at a helpdesk: each method is one action as Cerb does it, statement by statement, each committed by itself.
 *
 * <p>Not safe for use by several threads; each takes a clerk of its own.
 */
public final class Clerk implements AutoCloseable {
    private static final int MEAN_ATTACHMENT_BYTES = 20_000;

    private final Connection connection;
    private final ObjectFiles files;
    private final Prose prose;
    private final long seed;

    /** Opens a connection of its own. */
    public Clerk(Helpdesk helpdesk, long seed) throws SQLException {
        connection = helpdesk.connect();
        files = new ObjectFiles(helpdesk.storage());
        this.seed = seed;
        prose = new Prose(new SplittableRandom(seed));
    }

    /** A new ticket with its first message comes in; returns the message's id. */
    public long receiveMail() throws SQLException {
        var now = System.currentTimeMillis() / 1000;
        var ticket = insert("INSERT INTO ticket (mask, subject, created_date, updated_date, group_id) VALUES (?,?,?,?,1)",
                "NEW-" + prose.hex(8), prose.subject(), now, now);
        var message = insert("INSERT INTO message (ticket_id, created_date, address_id) VALUES (?,?,1)", ticket, now);
        update("INSERT INTO message_headers (message_id, headers) VALUES (?,?)", message, "Message-Id: <" + prose.hex(24) + ">\n");
        var body = prose.body(1_200);
        writeBody(message, body.getBytes(StandardCharsets.UTF_8));
        update("UPDATE ticket SET first_message_id = ?, last_message_id = ?, num_messages = 1 WHERE id = ?", message, message, ticket);
        update("INSERT INTO fulltext_message_content (id, content) VALUES (?,?)", message, ConversationTables.indexed(body));
        update("INSERT INTO context_activity_log (activity_point, target_context_id, created) VALUES ('ticket.message.inbound',?,?)",
                ticket, now);
        return message;
    }

    /** A message gets an attachment; returns the attachment's id. */
    public long attach(long message) throws SQLException {
        var id = insert("INSERT INTO attachment (name, mime_type, updated) VALUES ('', '', UNIX_TIMESTAMP())");
        var content = AttachmentContent.of(seed, id, MEAN_ATTACHMENT_BYTES);
        var key = files.put(ObjectFiles.ATTACHMENTS, id, content.bytes());
        update("""
                UPDATE attachment SET name = ?, mime_type = ?, storage_extension = ?, storage_key = ?, storage_size = ?,
                storage_sha1hash = ? WHERE id = ?""", content.name(), content.mimeType(), ObjectFiles.DISK, key,
                content.bytes().length, ObjectFiles.sha1(content.bytes()), id);
        update("INSERT INTO attachment_link (attachment_id, context, context_id) VALUES (?, 'cerberusweb.contexts.message', ?)",
                id, message);
        return id;
    }

    /** An attachment is deleted: first the file, then the rows. One that is not there is an error. */
    public void deleteAttachment(long id) throws SQLException {
        String key;
        try (var query = connection.prepareStatement("SELECT storage_key FROM attachment WHERE id = ?")) {
            query.setLong(1, id);
            try (var rows = query.executeQuery()) {
                if (!rows.next()) {
                    throw new IllegalArgumentException("there is no attachment " + id);
                }
                key = rows.getString(1);
            }
        }
        files.remove(ObjectFiles.ATTACHMENTS, key);
        update("DELETE FROM attachment_link WHERE attachment_id = ?", id);
        update("DELETE FROM attachment WHERE id = ?", id);
    }

    /** Picks one of the attachments there are, or none if there are none. */
    public OptionalLong anyAttachment() throws SQLException {
        try (var statement = connection.createStatement();
                var rows = statement.executeQuery("SELECT id FROM attachment WHERE storage_key <> '' ORDER BY id")) {
            var ids = LongStream.builder();
            while (rows.next()) {
                ids.add(rows.getLong(1));
            }
            var all = ids.build().toArray();
            return all.length == 0 ? OptionalLong.empty() : OptionalLong.of(all[prose.random().nextInt(all.length)]);
        }
    }

    /** A ticket is answered and closed: rows of it change in place. */
    public void closeTicket() throws SQLException {
        update("UPDATE ticket SET status_id = 2, closed_at = UNIX_TIMESTAMP(), updated_date = UNIX_TIMESTAMP() "
                + "WHERE status_id <> 2 ORDER BY updated_date LIMIT 1");
        update("UPDATE bayes_words SET nonspam = nonspam + 1 WHERE id = ?", 1 + prose.random().nextInt(400));
    }

    /** A contact gets another picture: the same file, written anew in place. */
    public void changeAvatar() throws SQLException {
        var id = 1 + prose.random().nextInt(40);
        var picture = AttachmentContent.noise(new SplittableRandom(prose.random().nextLong()), "\u0089PNG\r\n", 3_000);
        files.put(ObjectFiles.AVATARS, id, picture);
        update("UPDATE context_avatar SET storage_size = ?, updated_at = UNIX_TIMESTAMP() WHERE id = ?", picture.length, id);
    }

    @Override
    public void close() throws SQLException {
        connection.close();
    }

    private void writeBody(long message, byte[] bytes) throws SQLException {
        try (var rows = new Rows(connection, "storage_message_content", "id,data,chunk")) {
            MessageContent.add(rows, message, ByteBuffer.wrap(bytes));
        }
        update("UPDATE message SET storage_extension = ?, storage_key = ?, storage_size = ? WHERE id = ?",
                MessageContent.DATABASE, Long.toString(message), bytes.length, message);
    }

    private long insert(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql, Statement.RETURN_GENERATED_KEYS)) {
            bind(statement, values).executeUpdate();
            try (var keys = statement.getGeneratedKeys()) {
                keys.next();
                return keys.getLong(1);
            }
        }
    }

    private void update(String sql, Object... values) throws SQLException {
        try (var statement = connection.prepareStatement(sql)) {
            bind(statement, values).executeUpdate();
        }
    }

    private static PreparedStatement bind(PreparedStatement statement, Object... values) throws SQLException {
        for (var i = 0; i < values.length; i++) {
            statement.setObject(i + 1, values[i]);
        }
        return statement;
    }
}
