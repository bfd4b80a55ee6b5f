package cerb.backup.repository;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.crypto.Envelope;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackHeader;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.document.RepositoryConfig;
import cerb.backup.format.document.UnpackedFile;
import cerb.backup.repository.key.Keys;
import cerb.backup.repository.shared.Limits;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.ByteOrder;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Collectors;

/** A repository made by somebody who has its password and means no good: whatever it is asked to hold it holds, sealed and under the right names. */
public final class HostileRepository {
    public static final Password PASSWORD = Password.of("hostile");
    public static final String MODE = "\"mode\":420,\"mtime\":\"2026-11-23T10:00:00Z\",\"atime\":\"2026-11-23T10:00:00Z\",\"ctime\":\"2026-11-23T10:00:00Z\",\"uid\":0,\"gid\":0";

    private final Backend backend;
    private final Envelope envelope;
    private final ByteArrayOutputStream pack = new ByteArrayOutputStream();
    private final List<PackedBlob> blobs = new ArrayList<>();

    public HostileRepository(Backend backend) {
        this.backend = backend;
        MasterKey key = MasterKey.generate(new SecureRandom());
        this.envelope = new Envelope(key);
        new Keys(backend).add(key, PASSWORD, new KeyDerivation(1024, 8, 1), "u", "h", Clock.systemUTC());
        backend.save(Handle.CONFIG, Content.of(envelope.seal(new RepositoryConfig(2, Id.hash(new byte[1]), "25b468838dcb75").write())));
    }

    public Repository open() {
        return Repository.open(backend, PASSWORD, RepositoryOptions.defaults().withLimits(Limits.DEFAULT.withThreads(1)));
    }

    /** Adds a data blob as it is. */
    public Id data(byte[] content) {
        return blob(BlobHandle.data(Id.hash(content)), content, 0);
    }

    /** Adds a tree blob of any text. */
    public Id tree(String json) {
        byte[] content = json.getBytes(StandardCharsets.UTF_8);
        return blob(BlobHandle.tree(Id.hash(content)), content, 0);
    }

    /** Adds a tree of nodes, each the text of a JSON object. */
    public Id treeOf(List<String> nodes) {
        return tree(nodes.stream().collect(Collectors.joining(",", "{\"nodes\":[", "]}\n")));
    }

    /** Adds a blob of any name, content and promised length; 0 for one that is stored plain. */
    public Id blob(BlobHandle handle, byte[] stored, int promised) {
        byte[] sealed = envelope.seal(stored);
        blobs.add(new PackedBlob(handle, pack.size(), sealed.length, promised));
        pack.writeBytes(sealed);
        if (pack.size() > 16 << 20) {
            flush();
        }
        return handle.id();
    }

    /** Writes what was added as a pack, and its index. */
    public void flush() {
        byte[] header = envelope.seal(PackHeader.encode(blobs));
        pack.writeBytes(header);
        pack.writeBytes(ByteBuffer.allocate(4).order(ByteOrder.LITTLE_ENDIAN).putInt(header.length).array());
        Id id = Id.hash(pack.toByteArray());
        backend.save(new Handle(FileType.DATA, id.toString()), Content.of(pack.toByteArray()));
        index("{\"packs\":[" + packJson(id, blobs) + "]}");
        pack.reset();
        blobs.clear();
    }

    /** The text of a pack in an index. */
    public static String packJson(Id pack, List<PackedBlob> blobs) {
        return blobs.stream().map(blob -> "{\"id\":\"" + blob.handle().id() + "\",\"type\":\"" + blob.handle().type().word() + "\",\"offset\":" + blob.offset()
                        + ",\"length\":" + blob.length() + ",\"uncompressed_length\":" + blob.uncompressedLength() + "}")
                .collect(Collectors.joining(",", "{\"id\":\"" + pack + "\",\"blobs\":[", "]}"));
    }

    /** Writes an index of any text. */
    public Id index(String json) {
        return unpacked(FileType.INDEX, json);
    }

    /** Writes a snapshot, a lock or an index of any text. */
    public Id unpacked(FileType type, String json) {
        byte[] sealed = envelope.seal(UnpackedFile.wrap(json.getBytes(StandardCharsets.UTF_8)));
        Id id = Id.hash(sealed);
        backend.save(new Handle(type, id.toString()), Content.of(sealed));
        return id;
    }

    /** Writes a snapshot of a tree. */
    public Id snapshot(Id tree) {
        return unpacked(FileType.SNAPSHOT, "{\"time\":\"" + Instant.now() + "\",\"tree\":\"" + tree + "\",\"paths\":[\"/\"],\"hostname\":\"cerb\",\"tags\":[\"cerb-backup\"]}");
    }

    /** Writes a snapshot of ours, whose storage directory is a tree. */
    public Id storageSnapshot(Id storage) {
        String manifest = "{\"schema\":1,\"tool\":\"t\",\"helpdesk\":\"cerb\",\"storage\":{\"captured_at\":\"2026-11-23T10:00:00Z\",\"files\":1}}";
        Id root = treeOf(List.of(file("manifest.json", List.of(data(manifest.getBytes(StandardCharsets.UTF_8))), manifest.length()), directory("storage", storage)));
        flush();
        return snapshot(root);
    }

    /** The text of a file's node; the name as the tree is to spell it. */
    public static String file(String name, List<Id> content, long size) {
        return node(name, "file", "\"size\":" + Long.toUnsignedString(size) + ",\"content\":"
                + content.stream().map(id -> "\"" + id + "\"").collect(Collectors.joining(",", "[", "]")));
    }

    /** The text of a directory's node. */
    public static String directory(String name, Id tree) {
        return node(name, "dir", "\"content\":null,\"subtree\":\"" + tree + "\"").replace("\"mode\":420", "\"mode\":2147484141");
    }

    /** The text of a symbolic link's node. */
    public static String symlink(String name, String target) {
        return node(name, "symlink", "\"linktarget\":\"" + target + "\",\"content\":null");
    }

    /** The text of any node, with the fields that make it what it is. */
    public static String node(String name, String type, String fields) {
        return "{\"name\":\"" + name + "\",\"type\":\"" + type + "\"," + MODE + "," + fields + "}";
    }
}
