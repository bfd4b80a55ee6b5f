package cerb.backup.cli.attachment;

import cerb.backup.cli.output.Console;
import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.HumanTime;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.output.Printable;
import cerb.backup.operation.attachment.Attachment;
import cerb.backup.operation.attachment.AttachmentVersion;
import cerb.backup.operation.attachment.AttachmentVersion.Owner;
import cerb.backup.operation.attachment.RestoredAttachment;
import cerb.backup.operation.query.SnapshotInfo;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.time.ZoneId;
import java.util.Locale;
import java.util.stream.Collectors;

/** Prints attachments. */
final class AttachmentText {
    private final Console console;

    AttachmentText(Console console) {
        this.console = console;
    }

    void version(AttachmentVersion version) {
        Attachment attachment = version.attachment();
        if (console.json()) {
            ObjectNode json = Json.object().put("id", attachment.id()).put("name", attachment.name()).put("mime_type", attachment.mimeType()).put("size", attachment.size())
                    .put("sha1", attachment.sha1()).put("engine", attachment.engine()).put("key", attachment.key()).put("updated", Json.time(attachment.updated()))
                    .put("object", version.object().name().toLowerCase(Locale.ROOT));
            ArrayNode owners = json.putArray("owners");
            version.owners().forEach(owner -> owners.addObject().put("context", owner.context()).put("id", owner.id()));
            json.set("first", json(version.first()));
            json.set("last", json(version.last()));
            console.result(json.put("points", version.points()));
            return;
        }
        console.line(attachment.id() + "  " + Printable.of(attachment.name()) + "  " + HumanSize.of(attachment.size()) + "  " + Printable.of(attachment.mimeType())
                + (attachment.sha1().isEmpty() ? "" : "  sha1 " + Printable.of(attachment.sha1())));
        console.line("    " + version.object().words() + ", in " + version.points() + (version.points() == 1 ? " recovery point: " : " recovery points: from ") + words(version.first())
                + (version.points() == 1 ? "" : " to " + words(version.last())));
        console.line("    of " + (version.owners().isEmpty() ? "no record" : version.owners().stream().map(AttachmentText::words).collect(Collectors.joining(", "))));
    }

    /** {@code cerberusweb.contexts.message} is {@code message} to people. */
    private static String words(Owner owner) {
        return Printable.of(owner.context().substring(owner.context().lastIndexOf('.') + 1)) + " " + owner.id();
    }

    private static String words(SnapshotInfo point) {
        return HumanTime.of(point.time(), ZoneId.systemDefault()) + " (" + point.shortId() + ")";
    }

    private static ObjectNode json(SnapshotInfo point) {
        return Json.object().put("id", point.id()).put("short_id", point.shortId()).put("time", Json.time(point.time()));
    }

    void restored(RestoredAttachment restored) {
        Attachment attachment = restored.attachment();
        if (console.json()) {
            ObjectNode json = Json.object().put("id", attachment.id()).put("name", attachment.name()).put("size", attachment.size()).put("sha1", attachment.sha1())
                    .put("file", restored.file().toString()).put("sql", restored.sql().toString()).put("links", restored.links()).put("incomplete", restored.incomplete())
                    .put("belongs_to", restored.belongsTo().isEmpty() ? null : restored.belongsTo());
            json.set("point", json(restored.point()));
            console.result(json);
            return;
        }
        console.line("restored attachment " + attachment.id() + " as of " + words(restored.point()) + ":");
        console.line("  " + Printable.of(restored.file().toString()) + "  " + HumanSize.of(attachment.size()));
        console.line("  " + Printable.of(restored.sql().toString()) + "  its row and " + restored.links() + (restored.links() == 1 ? " link" : " links"));
        console.line(restored.belongsTo().isEmpty() ? "To bring it back to the helpdesk, execute the statements there: its bytes are among them."
                : "To bring it back to the helpdesk, put the file to " + restored.belongsTo() + " below its storage directory, readable for the web server, and then execute the statements.");
    }
}
