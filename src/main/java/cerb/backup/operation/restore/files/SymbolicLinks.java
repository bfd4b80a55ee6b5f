package cerb.backup.operation.restore.files;

import java.io.IOException;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;

/** Makes symbolic links whose targets are raw bytes, whatever the locale. */
final class SymbolicLinks {
    private SymbolicLinks() {
    }

    /** Makes a link; the target is not looked at. */
    static void make(Path link, byte[] target) throws IOException {
        Files.createSymbolicLink(link, path(target));
    }

    /** Only absolute paths can be made of bytes, by way of an escaped URI; a relative one is what is left of it below the root. */
    private static Path path(byte[] bytes) {
        String text = new String(bytes, StandardCharsets.ISO_8859_1);
        if (text.chars().allMatch(c -> c < 0x80)) {
            return Path.of(text);
        }
        var escaped = new StringBuilder("file:///");
        for (byte b : bytes) {
            escaped.append(b == '/' ? "/" : String.format("%%%02X", b & 0xff));
        }
        Path absolute = Path.of(URI.create(escaped.toString()));
        return bytes[0] == '/' ? absolute : absolute.subpath(0, absolute.getNameCount());
    }
}
