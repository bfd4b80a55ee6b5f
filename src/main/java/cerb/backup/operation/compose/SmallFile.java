package cerb.backup.operation.compose;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.index.Location;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files that we write ourselves into a snapshot, and that fit into memory. */
public final class SmallFile {
    private static final int BLOB = 4 << 20;

    private SmallFile() {
    }

    /** The content of a file. Throws IOException where it is larger than {@code limit} bytes, whatever its node says. */
    public static byte[] read(IndexedRepository index, Node file, int limit) throws IOException {
        if (file.content() == null) {
            throw new IOException(file.name() + " is no file");
        }
        var out = new ByteArrayOutputStream();
        for (Id blob : file.content()) {
            BlobHandle handle = new BlobHandle(BlobType.DATA, blob);
            long length = index.locate(handle).map(Location::blob).map(PackedBlob::rawLength).orElse(0);
            if (out.size() + length > limit) {
                throw new IOException(file.name() + " has more than " + limit + " bytes");
            }
            out.write(index.load(handle));
        }
        return out.toByteArray();
    }

    static Node write(RepositoryWriter writer, String name, byte[] content, Instant time) {
        List<Id> blobs = new ArrayList<>();
        for (int at = 0; at < content.length; at += BLOB) {
            blobs.add(writer.storeData(content, at, Math.min(BLOB, content.length - at)));
        }
        return Node.file(NodeName.of(name), NodeMetadata.virtual(NodeType.FILE, 0600, time), content.length, blobs);
    }
}
