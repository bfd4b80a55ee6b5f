package cerb.backup.demo.helpdesk;

import java.nio.ByteBuffer;
import java.sql.SQLException;

/** Cerb's database engine: an object as rows of {@code storage_<namespace>}, at most 65,535 bytes in each. */
final class MessageContent {
    static final String DATABASE = "devblocks.storage.engine.database";
    private static final int CHUNK = 65_535;

    private MessageContent() {
    }

    static void add(Rows rows, long id, ByteBuffer content) throws SQLException {
        for (var chunk = 1; content.hasRemaining(); chunk++) {
            var data = new byte[Math.min(CHUNK, content.remaining())];
            content.get(data);
            rows.add(id, data, chunk);
        }
    }
}
