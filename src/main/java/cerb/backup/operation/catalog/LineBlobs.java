package cerb.backup.operation.catalog;

import cerb.backup.format.Id;
import cerb.backup.repository.RepositoryWriter;
import cerb.backup.repository.shared.StoredContent;
import java.io.ByteArrayOutputStream;
import java.util.ArrayList;
import java.util.List;

/**
 * Lines of a file, stored as they come in blobs of some 64 of them. Whether a line ends its blob depends on its own key alone, so that a line that comes, changes or
 * goes leaves all other blobs as they were. Memory: one blob. For one thread.
 */
public final class LineBlobs {
    private static final int LINES = 64;
    private static final int LARGEST = 1 << 20;
    /** Spreads keys that count up (the golden ratio, as in Knuth's multiplicative hashing). */
    private static final long SPREAD = 0x9E3779B97F4A7C15L;

    private final RepositoryWriter writer;
    private final List<Id> blobs = new ArrayList<>();
    private final Buffer buffer = new Buffer();
    private long size;

    /** An empty file. */
    public LineBlobs(RepositoryWriter writer) {
        this.writer = writer;
    }

    private static final class Buffer extends ByteArrayOutputStream {
        byte[] bytes() {
            return buf;
        }
    }

    /** Where a line is written, before {@link #endLine}. */
    public ByteArrayOutputStream line() {
        return buffer;
    }

    /** A line has been written, whose key this is. */
    public void endLine(long key) {
        if ((key * SPREAD >>> 32) % LINES == 0 || buffer.size() >= LARGEST) {
            store();
        }
    }

    private void store() {
        blobs.add(writer.storeData(buffer.bytes(), 0, buffer.size()));
        size += buffer.size();
        buffer.reset();
    }

    /** Stores the rest, and answers what the file consists of; how much of it is new is not told. */
    public StoredContent finish() {
        if (buffer.size() > 0) {
            store();
        }
        return new StoredContent(List.copyOf(blobs), size, 0);
    }
}
