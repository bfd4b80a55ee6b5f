package cerb.backup.storage;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;

/** Reads where links point to. */
public final class SymbolicLink {
    private SymbolicLink() {
    }

    /**
     * The target of a link as the bytes that are stored in it, whether or not anything is there.
     *
     * @throws IOException if it is no link or cannot be read
     */
    public static byte[] target(Path link) throws IOException {
        return RawPath.bytes(Files.readSymbolicLink(link));
    }
}
