package cerb.backup.demo.comparison;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.Connection;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.List;

/**
 * Whether every attachment's row finds its file, of its size and with its SHA-1.
 *
 * @param rows     attachments that are on disk
 * @param findings a line for each that does not; none if all is well
 */
public record AttachmentFiles(long rows, List<String> findings) {
    private static final String QUERY = """
            SELECT id, storage_key, storage_size, storage_sha1hash FROM attachment
            WHERE storage_extension = 'devblocks.storage.engine.disk' ORDER BY id""";

    /** Copies the list. */
    public AttachmentFiles {
        findings = List.copyOf(findings);
    }

    /** Checks the rows of the connection's current schema against a storage directory. */
    public static AttachmentFiles check(Connection connection, Path storage) throws SQLException, IOException {
        var findings = new ArrayList<String>();
        long rows = 0;
        try (var statement = connection.createStatement(); var attachments = statement.executeQuery(QUERY)) {
            for (; attachments.next(); rows++) {
                var file = storage.resolve("attachments").resolve(attachments.getString(2));
                var finding = finding(file, attachments.getLong(3), attachments.getString(4));
                if (!finding.isEmpty()) {
                    findings.add("attachment " + attachments.getLong(1) + ": " + file + " " + finding);
                }
            }
        }
        return new AttachmentFiles(rows, findings);
    }

    private static String finding(Path file, long size, String sha1) throws IOException {
        if (!Files.isRegularFile(file)) {
            return "is missing";
        }
        var content = Files.readAllBytes(file);
        if (content.length != size) {
            return "has " + content.length + " bytes instead of " + size;
        }
        var digest = Digests.of("SHA-1");
        digest.update(content);
        return Digests.hex(digest).equals(sha1) ? "" : "has another SHA-1 than its row says";
    }
}
