package cerb.backup.storage.watch;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;

/**
 * Watches a directory tree and says in batches what to look at again.
 *
 * <p>The first batch asks for everything, once all directories are watched; so does one every reconcile period, and one after anything went
 * wrong with the events. A consumer polls a batch, reads what it names, and acknowledges it when the result is safe, or rejects it, and then
 * gets the same again merged with what has changed since, an interval later. One batch is in flight at a time. Where events fail (watch
 * limit, network file system, anything unforeseen) everything is scanned every {@link WatchOptions#scan}, and {@link #problem} says why.
 *
 * <p>Memory is bounded by {@link WatchOptions#capacity} and some 300 bytes a directory. Thread-safe.
 */
public final class StorageWatch implements AutoCloseable {
    private final Batches batches;
    private final WatchLoop loop;
    private final Thread thread;

    /**
     * Begins to watch.
     *
     * @param root       the directory; may be a link itself, or be exchanged later: then everything is watched and asked for anew
     * @param exclusions what is neither watched nor reported
     * @throws IOException if the root is no readable directory
     */
    public static StorageWatch open(Path root, Exclusions exclusions, WatchOptions options) throws IOException {
        return new StorageWatch(root.toAbsolutePath(), exclusions, new Batches(options));
    }

    StorageWatch(Path root, Exclusions exclusions, Batches batches) throws IOException {
        Files.newDirectoryStream(root).close();
        this.batches = batches;
        this.loop = new WatchLoop(root, exclusions, batches);
        this.thread = new Thread(loop, "storage-watch");
        thread.setDaemon(true);
        thread.start();
    }

    /**
     * The next batch, when it is due or after waiting so long for it; empty if none is due yet, or the last one has not been answered.
     *
     * @throws InterruptedException if the thread is interrupted while it waits
     */
    public Optional<DirtyBatch> poll(Duration timeout) throws InterruptedException {
        if (!thread.isAlive()) {
            batches.scanning(true);
        }
        return batches.poll(timeout);
    }

    /**
     * What the batch named is safe: it is forgotten.
     *
     * @throws IllegalStateException if it is not the one in flight
     */
    public void acknowledge(DirtyBatch batch) {
        batches.acknowledge(batch);
    }

    /**
     * What the batch named is not safe: it comes again, merged with the next. Errors as {@link #acknowledge}.
     */
    public void reject(DirtyBatch batch) {
        batches.reject(batch);
    }

    /** A hint from elsewhere, such as the database, that an entry changed; one too many is harmless. */
    public void mark(RelativePath directory, FileName name) {
        batches.mark(directory, name);
    }

    /** Asks for a full walk. */
    public void markRoot() {
        batches.markRoot();
    }

    /** Whether the thread lives that watches; it never ends by itself. */
    public boolean isAlive() {
        return thread.isAlive();
    }

    /** Why events cannot be relied on at the moment, and what to do about it; empty if they can. */
    public Optional<String> problem() {
        return thread.isAlive() ? loop.problem() : Optional.of("the watching thread has ended; the storage directory is scanned instead. Restart the program");
    }

    /** How many directories are watched. */
    public int directories() {
        return loop.directories();
    }

    /** Stops watching; what has not been acknowledged is found again by the first batch of the next watch. */
    @Override
    public void close() {
        loop.close();
        thread.interrupt();
        try {
            thread.join(5_000);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
