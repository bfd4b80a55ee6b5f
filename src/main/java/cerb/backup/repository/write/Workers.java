package cerb.backup.repository.write;

import cerb.backup.repository.pack.CodecPool;
import cerb.backup.repository.pack.SegmentPool;
import cerb.backup.repository.shared.Limits;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.Semaphore;
import java.util.concurrent.ThreadFactory;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;

/**
 * The threads and the memory that all writers of a repository share, so that two runs at once take no more of either than one.
 * Threads that have nothing to do end after a while.
 */
public final class Workers implements AutoCloseable {
    private static final int IDLE_SECONDS = 10;

    private final CodecPool codecs;
    private final BufferPool buffers;
    private final SegmentPool segments = new SegmentPool();
    private final Semaphore savingPlaces;
    private final ExecutorService blobThreads;
    private final ExecutorService packThreads;
    private int writers;

    /** Makes the threads and the memory; limits are for all writers together. */
    public Workers(Limits limits, CodecPool codecs) {
        this.codecs = codecs;
        this.buffers = new BufferPool(limits.bufferBytes());
        this.savingPlaces = new Semaphore(limits.packsSaved());
        this.blobThreads = newThreads(limits.threads(), limits.named("repository-blob", task -> new BlobThread(this, task)));
        this.packThreads = newThreads(limits.packsSaved(), limits.threadFactory("repository-save"));
    }

    private static ExecutorService newThreads(int count, ThreadFactory factory) {
        // The queue itself has no bound: the buffers' budget, the saving places and who reads files bound what can be in it.
        ThreadPoolExecutor threads = new ThreadPoolExecutor(count, count, IDLE_SECONDS, TimeUnit.SECONDS, new LinkedBlockingQueue<>(), factory);
        threads.allowCoreThreadTimeOut(true);
        return threads;
    }

    /** A thread that compresses, encrypts and verifies. */
    private static final class BlobThread extends Thread {
        private final Workers owner;

        BlobThread(Workers owner, Runnable task) {
            super(task);
            this.owner = owner;
        }
    }

    /** Counts a writer in. */
    synchronized void begin() {
        writers++;
    }

    /** Counts a writer out; after the last one, what was kept for the next blobs is forgotten, so that an idle program is small. */
    synchronized void end() {
        writers--;
        if (writers == 0) {
            buffers.clear();
            segments.clear();
            codecs.clear();
        }
    }

    CodecPool codecs() {
        return codecs;
    }

    BufferPool buffers() {
        return buffers;
    }

    SegmentPool segments() {
        return segments;
    }

    /** Tells whether the caller is a thread that compresses, encrypts and verifies. */
    boolean areCaller() {
        return Thread.currentThread() instanceof BlobThread thread && thread.owner == this;
    }

    /** Runs tasks on the threads that compress, encrypt and verify. */
    public Executor blobThreads() {
        return blobThreads;
    }

    /** Runs a task on a thread that saves packs; waits for a free one. */
    void savePack(Runnable task) {
        savingPlaces.acquireUninterruptibly();
        try {
            packThreads.execute(() -> {
                try {
                    task.run();
                } finally {
                    savingPlaces.release();
                }
            });
        } catch (RuntimeException e) {
            savingPlaces.release();
            throw e;
        }
    }

    /** Lets the threads end after what they were given; writers must be closed before. */
    @Override
    public void close() {
        blobThreads.shutdown();
        packThreads.shutdown();
    }
}
