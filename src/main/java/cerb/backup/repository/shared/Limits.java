package cerb.backup.repository.shared;

import java.util.concurrent.ThreadFactory;
import java.util.concurrent.atomic.AtomicInteger;

/**
 * What work on a repository may take of the machine.
 *
 * @param threads       threads that read files, compress, encrypt and verify, at least 1
 * @param priority      priority of these threads, as {@link Thread#setPriority} takes it
 * @param bufferBytes   blobs that other threads have handed over to them and that wait or are in work; a single longer one is let through
 * @param packsSaved    packs that are being written at once, at least 1; each has the size of a pack in memory
 * @param treeCacheBytes trees that were read last and are kept
 */
public record Limits(int threads, int priority, long bufferBytes, int packsSaved, long treeCacheBytes) {
    /** Half the cores, two packs and 40 MiB; for programs and tests that say nothing else. */
    public static final Limits DEFAULT =
            new Limits(Math.max(1, Runtime.getRuntime().availableProcessors() / 2), Thread.MIN_PRIORITY, 24L << 20, 2, 16L << 20);

    /** Refuses what nothing could work with. */
    public Limits {
        if (threads < 1 || packsSaved < 1) {
            throw new IllegalArgumentException("at least one thread and one pack are needed, not " + threads + " and " + packsSaved);
        }
        if (bufferBytes < 0 || treeCacheBytes < 0) {
            throw new IllegalArgumentException("memory of " + bufferBytes + " and " + treeCacheBytes + " bytes makes no sense");
        }
    }

    /** Returns these limits with another number of threads. */
    public Limits withThreads(int other) {
        return new Limits(other, priority, bufferBytes, packsSaved, treeCacheBytes);
    }

    /** Makes threads of this priority that do not keep the program from ending, named so and numbered. */
    public ThreadFactory threadFactory(String name) {
        return named(name, Thread::new);
    }

    /** As {@link #threadFactory(String)}, of threads that {@code made} makes. */
    public ThreadFactory named(String name, ThreadFactory made) {
        AtomicInteger number = new AtomicInteger();
        return task -> {
            Thread thread = made.newThread(task);
            thread.setName(name + "-" + number.incrementAndGet());
            thread.setDaemon(true);
            thread.setPriority(priority);
            return thread;
        };
    }
}
