package cerb.backup.repository.write;

import cerb.backup.chunker.Chunker;
import java.io.IOException;
import java.io.InputStream;
import java.util.Arrays;

/** Cuts a stream into chunks, in a buffer that grows to the longest chunk met. For one thread. */
final class ChunkedInput {
    /** Bytes asked of the stream at once: channels keep a native buffer as long as the longest read. */
    private static final int READ_BYTES = 128 * 1024;

    private final InputStream in;
    private final Chunker chunker;
    private byte[] buffer;
    private int begin;
    private int length;
    private int scanned;
    private int filled;

    ChunkedInput(InputStream in, Chunker chunker, byte[] buffer) {
        this.in = in;
        this.chunker = chunker;
        this.buffer = buffer;
    }

    /** Goes to the next chunk; false at the end of the stream. */
    boolean next() throws IOException {
        begin += length;
        length = 0;
        while (true) {
            if (cut()) {
                return true;
            }
            if (!fill()) {
                length = filled - begin;
                return length > 0;
            }
        }
    }

    private boolean cut() {
        int bytes = scanned == filled ? -1 : chunker.boundary(buffer, scanned, filled - scanned);
        if (bytes < 0) {
            scanned = filled;
            if (filled - begin >= chunker.maximumSize()) {
                throw new IllegalStateException("chunker made no chunk of " + (filled - begin) + " bytes, its maximum is "
                        + chunker.maximumSize());
            }
            return false;
        }
        scanned += bytes;
        length = scanned - begin;
        return true;
    }

    private boolean fill() throws IOException {
        if (filled == buffer.length) {
            makeRoom();
        }
        int read = in.read(buffer, filled, Math.min(READ_BYTES, buffer.length - filled));
        filled += Math.max(0, read);
        return read >= 0;
    }

    private void makeRoom() {
        if (begin == 0) {
            buffer = Arrays.copyOf(buffer, (int) Math.min(2L * buffer.length, (long) chunker.maximumSize() + READ_BYTES));
            return;
        }
        System.arraycopy(buffer, begin, buffer, 0, filled - begin);
        filled -= begin;
        scanned -= begin;
        begin = 0;
    }

    /** Returns the array that holds the current chunk, until the next one is asked for. */
    byte[] buffer() {
        return buffer;
    }

    /** Returns where in the array the chunk begins. */
    int offset() {
        return begin;
    }

    /** Returns the bytes of the chunk. */
    int length() {
        return length;
    }
}
