package cerb.backup.operation.restore.files;

import cerb.backup.format.Id;
import cerb.backup.format.tree.Node;
import cerb.backup.repository.index.Location;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.util.Iterator;
import java.util.List;

/** Tells whether a file need not be fetched, because it is there: reading it is cheap beside that. */
final class SameContent {
    private SameContent() {
    }

    /** Whether a regular file has the content of a node, whose blobs are {@code size} bytes together; no link is followed. */
    static boolean has(Path file, Node node, List<Location> blobs, long size) {
        try {
            return Files.isRegularFile(file, LinkOption.NOFOLLOW_LINKS) && Files.size(file) == size && hasBlobs(file, node, blobs);
        } catch (IOException e) {
            return false; // what cannot be read is replaced, and is told of where that fails
        }
    }

    private static boolean hasBlobs(Path file, Node node, List<Location> blobs) throws IOException {
        try (InputStream in = Files.newInputStream(file, LinkOption.NOFOLLOW_LINKS)) {
            Iterator<Location> lengths = blobs.iterator();
            for (Id blob : node.content()) {
                if (!Id.hash(in.readNBytes(lengths.next().blob().rawLength())).equals(blob)) {
                    return false;
                }
            }
            return in.read() < 0;
        }
    }
}
