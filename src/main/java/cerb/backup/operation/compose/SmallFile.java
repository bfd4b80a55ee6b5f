package cerb.backup.operation.compose;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.format.tree.NodeMetadata;
import cerb.backup.format.tree.NodeName;
import cerb.backup.format.tree.NodeType;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.RepositoryWriter;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/** Files that we write ourselves into a snapshot, and that fit into memory. */
public final class SmallFile {
    private static final int LIMIT = 64 << 20;
    private static final int BLOB = 4 << 20;

    private SmallFile() {
    }

    /** The content of a file. Throws IOException where it is larger than 64 MiB. */
    public static byte[] read(IndexedRepository index, Node file) throws IOException {
        if (file.content() == null || file.size() > LIMIT) {
            throw new IOException(file.name() + " is no file, or one of more than 64 MiB");
        }
        var out = new ByteArrayOutputStream((int) file.size());
        for (Id blob : file.content()) {
            out.write(index.load(new BlobHandle(BlobType.DATA, blob)));
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
