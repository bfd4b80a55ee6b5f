package cerb.backup.repository.write;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.repository.pack.FinishedPack;
import cerb.backup.repository.pack.OpenPack;
import cerb.backup.repository.pack.SealedBlob;
import java.time.Clock;
import java.util.List;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.concurrent.locks.ReadWriteLock;
import java.util.concurrent.locks.ReentrantReadWriteLock;
import java.util.function.Consumer;
import java.util.function.Predicate;
import java.util.random.RandomGenerator;

/**
 * Takes the blobs of one writer through the steps of the package's note. Safe for use by several threads; a failure of any step
 * comes to all of them, as {@link cerb.backup.repository.shared.RepositoryException}.
 */
public final class BlobPipeline implements AutoCloseable {
    private final Workers workers;
    private final Backend backend;
    private final Predicate<BlobHandle> isIndexed;
    private final OpenPacks packs;
    private final PendingIndex pending;
    private final WriteStatistics.Counter counter = new WriteStatistics.Counter();
    private final Outstanding outstanding = new Outstanding();
    private final Set<BlobHandle> inFlight = ConcurrentHashMap.newKeySet();
    /** Who stores holds it shared, a flush alone: so that a flush sees the end of what is under way. */
    private final ReadWriteLock gate = new ReentrantReadWriteLock();
    private boolean isClosed;

    /**
     * Makes one for one writer.
     *
     * @param packSize bytes at which a pack is full
     * @param isIndexed tells whether a durable index has a copy of the blob that may be relied on
     * @param saveIndex saves an index file of these packs, and makes {@code isIndexed} know them; returns when it is durable
     */
    public BlobPipeline(Workers workers, Backend backend, long packSize, Predicate<BlobHandle> isIndexed,
            Consumer<List<IndexedPack>> saveIndex, Clock clock, RandomGenerator random) {
        this.workers = workers;
        this.backend = backend;
        this.isIndexed = isIndexed;
        this.packs = new OpenPacks(workers.segments(), packSize, random, this::save);
        this.pending = new PendingIndex(clock, indexed -> {
            saveIndex.accept(indexed);
            indexed.forEach(pack -> pack.blobs().forEach(blob -> inFlight.remove(blob.handle())));
        });
        workers.begin();
    }

    /**
     * Stores a blob unless it is indexed or in flight. One of the worker threads does it at once, with the bytes where they are; for
     * any other caller they are copied, and a worker does it later.
     *
     * @return whether the blob is new
     */
    public boolean store(BlobHandle handle, byte[] bytes, int offset, int length) {
        gate.readLock().lock();
        try {
            outstanding.check();
            // Asked again once it is claimed: a flush may have moved it from "in flight" to "indexed" in between.
            boolean isNew = !isIndexed.test(handle) && inFlight.add(handle) && !isIndexed.test(handle);
            if (isNew) {
                submit(handle, bytes, offset, length);
            }
            return isNew;
        } finally {
            gate.readLock().unlock();
        }
    }

    private void submit(BlobHandle handle, byte[] bytes, int offset, int length) {
        if (workers.areCaller()) {
            process(handle, bytes, offset, length);
            return;
        }
        byte[] raw = workers.buffers().take(length);
        System.arraycopy(bytes, offset, raw, 0, length);
        outstanding.begin();
        try {
            workers.blobThreads().execute(() -> {
                process(handle, raw, 0, length);
                finish(raw);
            });
        } catch (RuntimeException e) {
            outstanding.fail(e);
            finish(raw);
            throw e;
        }
    }

    private void process(BlobHandle handle, byte[] bytes, int offset, int length) {
        try {
            if (!outstanding.hasFailed()) {
                workers.codecs().use(codec -> pack(codec.seal(handle, bytes, offset, length)));
            }
        } catch (Throwable e) { // whatever it is, nobody may go on as if the blob were stored
            outstanding.fail(e);
        }
    }

    private Void pack(SealedBlob sealed) {
        packs.add(sealed);
        counter.count(sealed.blob().handle().type(), sealed.blob().rawLength(), sealed.blob().length());
        return null;
    }

    private void finish(byte[] raw) {
        workers.buffers().give(raw);
        outstanding.end();
    }

    private void save(OpenPack pack) {
        outstanding.begin();
        try {
            workers.savePack(() -> saveNow(pack));
        } catch (RuntimeException e) {
            outstanding.fail(e);
            outstanding.end();
            throw e;
        }
    }

    private void saveNow(OpenPack pack) {
        try {
            if (!outstanding.hasFailed()) {
                FinishedPack finished = workers.codecs().use(pack::finish);
                backend.save(new Handle(FileType.DATA, finished.id().toString()), finished.content());
                pending.add(new IndexedPack(finished.id(), finished.blobs()));
            }
        } catch (Throwable e) { // whatever it is, nothing of this pack may be indexed
            outstanding.fail(e);
        } finally {
            pack.release();
            outstanding.end();
        }
    }

    /** Waits until everything stored so far is in a durable pack, and that in a durable index. Who stores meanwhile waits. */
    public void flush() {
        gate.writeLock().lock();
        try {
            settle();
            packs.takeAll().forEach(this::save);
            settle();
            pending.save();
        } catch (RuntimeException e) {
            outstanding.fail(e);
            throw e;
        } finally {
            gate.writeLock().unlock();
        }
    }

    private void settle() {
        outstanding.awaitNone();
        outstanding.check();
    }

    /** Returns what was new so far. */
    public WriteStatistics statistics() {
        return counter.statistics();
    }

    /** Ends the writer: what is not flushed is dropped, who still stores gets an error. Waits for the threads it uses. */
    @Override
    public void close() {
        outstanding.fail(new IllegalStateException("the writer is closed"));
        gate.writeLock().lock();
        try {
            outstanding.awaitNone();
            packs.takeAll().forEach(OpenPack::release);
            if (!isClosed) {
                isClosed = true;
                workers.end();
            }
        } finally {
            gate.writeLock().unlock();
        }
    }
}
