package cerb.backup.repository;

import cerb.backup.chunker.Chunker;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.StoredContent;
import cerb.backup.repository.write.BlobPipeline;
import cerb.backup.repository.write.ContentWriter;
import cerb.backup.repository.write.WriteStatistics;
import java.io.IOException;
import java.io.InputStream;

/**
 * Stores blobs, each once. Safe for use by several threads; methods return when the bytes are taken over, which may wait for
 * workers and disk, and {@link #flush} when they are safe.
 *
 * <p>After a failure of any step, on whatever thread, every method throws {@link RepositoryException} with that failure as its cause;
 * what was flushed before, and intermediate indexes, stay. The next writer finds them and stores only the rest.
 */
public final class RepositoryWriter implements AutoCloseable {
    private final BlobPipeline pipeline;
    private final ContentWriter contents;

    RepositoryWriter(BlobPipeline pipeline, ContentWriter contents) {
        this.pipeline = pipeline;
        this.contents = contents;
    }

    /**
     * Stores a stream to its end, in chunks; reading, chunking and hashing are done on the caller's thread.
     *
     * @param in read to its end, not closed
     * @param chunker says where chunks end; used by this call alone, and begun anew
     * @throws IOException if the stream fails; what the repository fails with is never one
     */
    public StoredContent store(InputStream in, Chunker chunker) throws IOException {
        return contents.store(in, chunker, pipeline);
    }

    /**
     * Stores a directory.
     *
     * @param treeBlob its canonical bytes, as the tree writer makes them
     * @return the tree's id
     */
    public Id storeTree(byte[] treeBlob) {
        return store(BlobType.TREE, treeBlob, 0, treeBlob.length);
    }

    /** Stores bytes as one data blob and returns its id. */
    public Id storeData(byte[] bytes, int offset, int length) {
        return store(BlobType.DATA, bytes, offset, length);
    }

    private Id store(BlobType type, byte[] bytes, int offset, int length) {
        Id id = Id.hash(bytes, offset, length);
        pipeline.store(new BlobHandle(type, id), bytes, offset, length);
        return id;
    }

    /**
     * Makes everything stored so far safe: on return it is in durable packs, and these in a durable index. Others who store
     * meanwhile wait.
     */
    public void flush() {
        pipeline.flush();
    }

    /** Returns what was new so far; what workers still have is not counted before a flush. */
    public WriteStatistics statistics() {
        return pipeline.statistics();
    }

    /** Ends the writer. What was not flushed is dropped; others who still store get an error. */
    @Override
    public void close() {
        pipeline.close();
    }
}
