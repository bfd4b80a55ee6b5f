package cerb.backup.repository.write;

import cerb.backup.chunker.Chunker;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.StoredContent;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;

/** Stores streams on their callers' threads, with buffers that are kept for the next stream. Safe for use by several threads. */
public final class ContentWriter {
    private static final int FIRST_BYTES = 512 * 1024;
    private static final int MOST_KEPT = 4;

    private final BlockingQueue<byte[]> idle = new ArrayBlockingQueue<>(MOST_KEPT);

    /** Reads a stream to its end, and stores its chunks through a pipeline. */
    public StoredContent store(InputStream in, Chunker chunker, BlobPipeline pipeline) throws IOException {
        byte[] kept = idle.poll();
        ChunkedInput chunks = new ChunkedInput(in, chunker, kept == null ? new byte[FIRST_BYTES] : kept);
        try {
            return store(chunks, pipeline);
        } finally {
            chunker.reset();
            idle.offer(chunks.buffer()); // one too many is left to the garbage collector
        }
    }

    private static StoredContent store(ChunkedInput chunks, BlobPipeline pipeline) throws IOException {
        List<Id> blobs = new ArrayList<>();
        long size = 0;
        long added = 0;
        while (chunks.next()) {
            Id id = Id.hash(chunks.buffer(), chunks.offset(), chunks.length());
            boolean isNew = pipeline.store(BlobHandle.data(id), chunks.buffer(), chunks.offset(), chunks.length());
            blobs.add(id);
            size += chunks.length();
            added += isNew ? chunks.length() : 0;
        }
        return new StoredContent(blobs, size, added);
    }
}
