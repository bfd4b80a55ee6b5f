package cerb.backup.format.tree;

import cerb.backup.format.Id;
import cerb.backup.format.JsonWriter;
import java.util.Base64;
import java.util.List;

/** Writes nodes with their fields in restic's order and restic's omissions; both are part of a tree's id. */
final class NodeWriter {

    private final JsonWriter json;

    NodeWriter(JsonWriter json) {
        this.json = json;
    }

    void write(Node node) {
        json.beginObject();
        json.field("name").string(node.name().toString());
        json.field("type").string(node.type().word());
        metadata(node.metadata());
        unlessZero("size", node.size());
        unlessZero("links", node.metadata().links());
        linkTarget(node.linkTarget());
        extendedAttributes(node.metadata().extendedAttributes());
        unlessZero("device", node.device());
        content(node.content());
        if (node.subtree() != null) {
            json.field("subtree").id(node.subtree());
        }
        unlessEmpty("error", node.error());
        json.endObject();
    }

    private void metadata(NodeMetadata metadata) {
        unlessZero("mode", metadata.mode());
        json.field("mtime").time(metadata.mtime());
        json.field("atime").time(metadata.atime());
        json.field("ctime").time(metadata.ctime());
        json.field("uid").unsigned(metadata.uid());
        json.field("gid").unsigned(metadata.gid());
        unlessEmpty("user", metadata.user());
        unlessEmpty("group", metadata.group());
        unlessZero("inode", metadata.inode());
        unlessZero("device_id", metadata.deviceId());
    }

    private void linkTarget(LinkTarget target) {
        if (target == null || target.length() == 0) {
            return;
        }
        json.field("linktarget").string(target.text());
        if (!target.isText()) {
            json.field("linktarget_raw").string(Base64.getEncoder().encodeToString(target.bytes()));
        }
    }

    private void extendedAttributes(List<ExtendedAttribute> attributes) {
        if (attributes.isEmpty()) {
            return;
        }
        json.field("extended_attributes").beginArray();
        for (ExtendedAttribute attribute : attributes) {
            json.beginObject().field("name").string(attribute.name()).field("value").string(attribute.base64()).endObject();
        }
        json.endArray();
    }

    private void content(List<Id> content) {
        json.field("content");
        if (content == null) {
            json.nothing();
            return;
        }
        json.beginArray();
        content.forEach(json::id);
        json.endArray();
    }

    private void unlessZero(String field, long value) {
        if (value != 0) {
            json.field(field).unsigned(value);
        }
    }

    private void unlessEmpty(String field, String value) {
        if (!value.isEmpty()) {
            json.field(field).string(value);
        }
    }
}
