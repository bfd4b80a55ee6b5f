package cerb.backup.component.sink;

import cerb.backup.backend.Content;
import cerb.backup.backend.Digests;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.component.exchange.RepositoryConstants;
import java.io.EOFException;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.util.Base64;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;

/** What is known of a file before it is put, so that the far side can check what arrives. */
final class PutHeaders {
    private PutHeaders() {}

    /** Reads the content, which also shows before the transfer whether it is whole. */
    static Map<String, Object> of(Handle handle, Content content) throws IOException {
        Map<String, Object> headers = new HashMap<>();
        headers.put(RepositoryConstants.BYTES, content.length());
        byte[] md5 = digest("MD5", content);
        headers.put(RepositoryConstants.MD5, Base64.getEncoder().encodeToString(md5));
        headers.put(RepositoryConstants.MD5_HEX, HexFormat.of().formatHex(md5));
        // all but the config are named by it
        headers.put(RepositoryConstants.SHA256, handle.type() == FileType.CONFIG ? HexFormat.of().formatHex(digest("SHA-256", content)) : handle.name());
        return headers;
    }

    private static byte[] digest(String algorithm, Content content) throws IOException {
        MessageDigest digest = Digests.of(algorithm);
        byte[] buffer = new byte[64 * 1024];
        long total = 0;
        try (InputStream in = content.open()) {
            for (int count = in.read(buffer); count >= 0; count = in.read(buffer)) {
                digest.update(buffer, 0, count);
                total += count;
            }
        }
        if (total != content.length()) {
            throw new EOFException("it has " + total + " bytes instead of " + content.length());
        }
        return digest.digest();
    }
}
