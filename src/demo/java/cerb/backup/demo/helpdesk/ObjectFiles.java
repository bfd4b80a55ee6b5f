package cerb.backup.demo.helpdesk;

import cerb.backup.cerb.StorageKey;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.HexFormat;

/** Cerb's disk engine: objects as files at {@code <storage>/<namespace>/<c1>/<c2>/<id>}, written in place. */
final class ObjectFiles {
    static final String DISK = "devblocks.storage.engine.disk";
    static final String ATTACHMENTS = "attachments";
    static final String AVATARS = "context_avatar";

    private final Path storage;

    ObjectFiles(Path storage) {
        this.storage = storage;
    }

    /** Writes an object's file and returns its key. */
    String put(String namespace, long id, byte[] content) {
        var key = StorageKey.of(namespace, id);
        var file = storage.resolve(key.path(namespace));
        try {
            Files.createDirectories(file.getParent());
            // As Cerb writes: the final name at once, truncated first, no temporary file and no rename.
            Files.write(file, content);
        } catch (IOException e) {
            throw new UncheckedIOException("writing the object " + file + " failed", e);
        }
        return key.text();
    }

    void remove(String namespace, String key) {
        try {
            Files.delete(storage.resolve(namespace).resolve(key));
        } catch (IOException e) {
            throw new UncheckedIOException("removing the object " + namespace + "/" + key + " failed", e);
        }
    }

    static String sha1(byte[] content) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-1").digest(content));
        } catch (NoSuchAlgorithmException e) {
            throw new AssertionError("every Java platform has SHA-1", e);
        }
    }
}
