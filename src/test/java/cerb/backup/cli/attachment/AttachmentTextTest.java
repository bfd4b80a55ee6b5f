package cerb.backup.cli.attachment;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.Json;
import cerb.backup.operation.attachment.Attachment;
import cerb.backup.operation.attachment.AttachmentVersion;
import cerb.backup.operation.attachment.AttachmentVersion.Owner;
import cerb.backup.operation.attachment.ObjectState;
import cerb.backup.operation.attachment.RestoredAttachment;
import cerb.backup.operation.query.SnapshotInfo;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;

class AttachmentTextTest {
    private static final Attachment ATTACHMENT = new Attachment(7, "scan\u001b[2J.pdf", "application/pdf", 2048, "da39", "devblocks.storage.engine.disk", "8/q/7", Instant.EPOCH);

    private final ByteArrayOutputStream out = new ByteArrayOutputStream();

    private AttachmentText text(boolean json) {
        PrintStream print = new PrintStream(out, true, StandardCharsets.UTF_8);
        return new AttachmentText(new Console(print, print, json, false, false));
    }

    private static SnapshotInfo point(String id) {
        return new SnapshotInfo(id.repeat(32), id, Instant.EPOCH, "recovery-point", false, "cerb", List.of(), List.of(), 1, 1);
    }

    private static AttachmentVersion version(int points) {
        return new AttachmentVersion(ATTACHMENT, ObjectState.WRONG_SIZE, List.of(new Owner("cerberusweb.contexts.message", 99)), point("aa"), point("bb"), points);
    }

    @Test
    void aNameDoesNothingToATerminal() {
        text(false).version(version(3));
        assertThat(out.toString(StandardCharsets.UTF_8)).startsWith("7  scan?[2J.pdf  ").contains("sha1 da39").contains("of another size than the row says, in 3 recovery points: from ")
                .contains("(aa) to ").contains("(bb)\n").endsWith("    of message 99\n");
    }

    @Test
    void jsonHasTheFieldsThatAreDocumented() {
        text(true).version(version(1));
        ObjectNode json = Json.read(out.toString(StandardCharsets.UTF_8));
        assertThat(json.fieldNames()).toIterable().containsExactly("id", "name", "mime_type", "size", "sha1", "engine", "key", "updated", "object", "owners", "first", "last", "points");
        assertThat(json.path("name").asText()).isEqualTo("scan\u001b[2J.pdf");
        assertThat(json.path("object").asText()).isEqualTo("wrong_size");
        assertThat(json.path("owners")).hasToString("[{\"context\":\"cerberusweb.contexts.message\",\"id\":99}]");
        assertThat(json.path("first").path("short_id").asText()).isEqualTo("aa");
    }

    @Test
    void whatIsRestoredSaysWhereItBelongs() {
        text(false).restored(new RestoredAttachment(ATTACHMENT, point("aa"), Path.of("back/scan.pdf"), Path.of("back/scan.pdf.sql"), 2, "attachments/8/q/7", false));
        assertThat(out.toString(StandardCharsets.UTF_8)).contains("back/scan.pdf  2").contains("its row and 2 links").contains("put the file to attachments/8/q/7 below its storage directory");
        out.reset();
        text(true).restored(new RestoredAttachment(ATTACHMENT, point("aa"), Path.of("back/scan.pdf"), Path.of("back/scan.pdf.sql"), 2, "", false));
        assertThat(Json.read(out.toString(StandardCharsets.UTF_8)).fieldNames()).toIterable().containsExactly("id", "name", "size", "sha1", "file", "sql", "links", "incomplete", "belongs_to", "point");
    }
}
