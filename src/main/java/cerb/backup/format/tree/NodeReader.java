package cerb.backup.format.tree;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.JsonReader;
import cerb.backup.format.Timestamps;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Reads one node; fields it does not know are passed over, missing ones are zero, as in Go. */
final class NodeReader {

    /** Linux lists no more than 64 KiB of their names. */
    private static final int MOST_ATTRIBUTES = 10_000;

    private final JsonReader json;
    private NodeName name;
    private NodeType type;
    private long mode;
    private Instant mtime = Timestamps.ZERO;
    private Instant atime = Timestamps.ZERO;
    private Instant ctime = Timestamps.ZERO;
    private long uid;
    private long gid;
    private String user = "";
    private String group = "";
    private long inode;
    private long deviceId;
    private long size;
    private long links;
    private String linkTarget = "";
    private byte[] rawLinkTarget = {};
    private List<ExtendedAttribute> extendedAttributes = List.of();
    private long device;
    private List<Id> content;
    private Id subtree;
    private String error = "";

    private NodeReader(JsonReader json) {
        this.json = json;
    }

    static Node read(JsonReader json) {
        NodeReader reader = new NodeReader(json);
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            reader.field(field);
        }
        return reader.node();
    }

    private void field(String field) {
        switch (field) {
            case "name" -> name = name();
            case "type" -> type = type();
            case "size" -> size = json.unsigned();
            case "linktarget" -> linkTarget = json.string();
            case "linktarget_raw" -> rawLinkTarget = json.bytes();
            case "extended_attributes" -> extendedAttributes = extendedAttributes();
            case "device" -> device = json.unsigned();
            case "content" -> content = content();
            case "subtree" -> subtree = json.id();
            case "error" -> error = json.string();
            default -> metadataField(field);
        }
    }

    private void metadataField(String field) {
        switch (field) {
            case "mode" -> mode = json.unsignedInt();
            case "mtime" -> mtime = json.time();
            case "atime" -> atime = json.time();
            case "ctime" -> ctime = json.time();
            case "uid" -> uid = json.unsignedInt();
            case "gid" -> gid = json.unsignedInt();
            case "user" -> user = json.string();
            case "group" -> group = json.string();
            case "inode" -> inode = json.unsigned();
            case "device_id" -> deviceId = json.unsigned();
            case "links" -> links = json.unsigned();
            default -> json.skip();
        }
    }

    private NodeName name() {
        try {
            return NodeName.unquote(json.string());
        } catch (FormatException e) {
            throw json.malformed("holds a node whose " + e.getMessage());
        }
    }

    private NodeType type() {
        try {
            return NodeType.parse(json.string());
        } catch (FormatException e) {
            throw json.malformed(e.getMessage());
        }
    }

    private List<Id> content() {
        if (!json.beginArray()) {
            return null;
        }
        List<Id> ids = new ArrayList<>();
        while (json.hasNext()) {
            Id id = json.id();
            if (id == null) {
                throw json.malformed("holds a file with a blob that has no id");
            }
            ids.add(id);
        }
        return ids;
    }

    private List<ExtendedAttribute> extendedAttributes() {
        List<ExtendedAttribute> attributes = new ArrayList<>();
        if (json.beginArray()) {
            while (json.hasNext()) {
                if (attributes.size() == MOST_ATTRIBUTES) {
                    throw json.malformed("holds a node with more than " + MOST_ATTRIBUTES + " extended attributes");
                }
                attributes.add(extendedAttribute());
            }
        }
        return attributes;
    }

    private ExtendedAttribute extendedAttribute() {
        String attribute = "";
        byte[] value = {};
        json.beginObject();
        for (String field = json.nextField(); field != null; field = json.nextField()) {
            switch (field) {
                case "name" -> attribute = json.string();
                case "value" -> value = json.bytes();
                default -> json.skip();
            }
        }
        return ExtendedAttribute.of(attribute, value);
    }

    private Node node() {
        if (name == null || type == null) {
            throw json.malformed("holds a node without name or type");
        }
        NodeMetadata metadata = new NodeMetadata(mode, mtime, atime, ctime, uid, gid, user, group, inode, deviceId, links, extendedAttributes);
        return new Node(name, type, metadata, size, target(), device, content, subtree, error);
    }

    private LinkTarget target() {
        if (rawLinkTarget.length > 0) {
            return LinkTarget.of(rawLinkTarget);
        }
        return linkTarget.isEmpty() ? null : LinkTarget.of(Utf8.encode(linkTarget));
    }
}
