package cerb.backup.storage;

import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.channels.Channels;
import java.nio.channels.SeekableByteChannel;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.time.Instant;
import java.util.Set;

/**
 * Reads files that others may be writing: attributes are compared before and after, and what changed meanwhile is read again, a few times.
 * Thread-safe.
 */
public final class StableRead {
    /**
     * A file changed again within one tick of the kernel's clock has the same ctime as before, so a file that has just changed is read when
     * the tick is over; at each attempt, for a file that is read again has only just changed.
     */
    private static final Duration TICK = Duration.ofMillis(20);

    private final int attempts;

    /**
     * @param attempts how often a file that changes while it is read is read at most; 1 or more
     */
    public StableRead(int attempts) {
        if (attempts < 1) {
            throw new IllegalArgumentException("a file must be read at least once");
        }
        this.attempts = attempts;
    }

    /** Consumes a file's content; called once for each attempt, each time from the beginning. */
    @FunctionalInterface
    public interface Reader<T> {
        /** Reads {@code content} to its end and answers what to make of it. */
        T read(InputStream content) throws IOException;
    }

    /**
     * What a reading gave.
     *
     * @param value      the reader's answer to the last attempt
     * @param attributes the file's, as of the beginning of the last attempt
     * @param stable     whether they were the same at its end; if not, the content may be a mixture of two, and must be reported
     */
    public record Result<T>(T value, Attributes attributes, boolean stable) {
    }

    /**
     * Reads a regular file. A file that grows is read up to the size it had when it was opened, so that reading ends.
     *
     * @throws java.nio.file.NoSuchFileException if it has vanished
     * @throws IOException                       if it cannot be read, or is not, or no longer, a regular file
     */
    public <T> Result<T> read(Path file, Reader<T> reader) throws IOException {
        for (int attempt = 1; ; attempt++) {
            Attributes before = Attributes.read(file);
            if (!before.isFile()) {
                throw new FileSystemException(file.toString(), null, "is no regular file (any longer)");
            }
            awaitTick(before);
            T value = readOnce(file, reader);
            boolean stable = Attributes.read(file).sameContentAs(before);
            if (stable || attempt == attempts) {
                return new Result<>(value, before, stable);
            }
        }
    }

    private static void awaitTick(Attributes attributes) {
        Duration age = Duration.between(attributes.changed(), Instant.now());
        if (!age.isNegative() && age.compareTo(TICK) < 0) {
            try {
                Thread.sleep(TICK.toMillis());
            } catch (InterruptedException e) {
                // the file's channel then says that the reading was interrupted
                Thread.currentThread().interrupt();
            }
        }
    }

    private static <T> T readOnce(Path file, Reader<T> reader) throws IOException {
        var options = Set.of(StandardOpenOption.READ, LinkOption.NOFOLLOW_LINKS);
        try (SeekableByteChannel channel = Files.newByteChannel(file, options);
                InputStream content = new BoundedStream(Channels.newInputStream(channel), channel.size())) {
            return reader.read(content);
        }
    }

    /** Ends after so many bytes, or earlier where the stream below does. */
    private static final class BoundedStream extends FilterInputStream {
        private long left;

        BoundedStream(InputStream in, long length) {
            super(in);
            this.left = length;
        }

        @Override
        public int read() throws IOException {
            int value = left > 0 ? super.read() : -1;
            left -= value < 0 ? 0 : 1;
            return value;
        }

        @Override
        public int read(byte[] into, int offset, int length) throws IOException {
            if (length == 0) {
                return 0;
            }
            int count = left > 0 ? super.read(into, offset, (int) Math.min(length, left)) : -1;
            left -= Math.max(0, count);
            return count;
        }

        @Override
        public long skip(long wanted) throws IOException {
            long skipped = super.skip(Math.min(wanted, left));
            left -= skipped;
            return skipped;
        }

        @Override
        public int available() throws IOException {
            return (int) Math.min(super.available(), left);
        }

        @Override
        public boolean markSupported() {
            return false;
        }
    }
}
