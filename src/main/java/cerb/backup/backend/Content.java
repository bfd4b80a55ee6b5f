package cerb.backup.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;

/**
 * The bytes of a file to save. It can be opened again, so that a retry begins at the first byte: a retried body that goes on where
 * the failed one stopped once stored the rest of a file under the whole file's name.
 */
public interface Content {
    /** Returns the number of bytes. */
    long length();

    /** Opens a new stream at the first byte; the caller closes it. */
    InputStream open() throws IOException;

    /** Returns the array as content; it must not change any more. */
    static Content of(byte[] bytes) {
        return of(bytes, 0, bytes.length);
    }

    /** Returns a range of the array as content; it must not change any more. */
    static Content of(byte[] bytes, int offset, int length) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(bytes, offset, length);
            }
        };
    }

    /** Returns a file, which must not change any more, as content; its size is asked once, here. */
    static Content of(Path file) throws IOException {
        long length = Files.size(file);
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() throws IOException {
                return Files.newInputStream(file);
            }
        };
    }
}
