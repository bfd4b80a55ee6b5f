package cerb.backup.mysql.parallel;

import cerb.backup.mysql.DatabaseException;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Iterator;
import java.util.List;
import java.util.Objects;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorCompletionService;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.function.Function;
import java.util.function.Supplier;

/**
 * Threads that empty one queue. The first failure ends the others, which are interrupted and get nothing more; so does an interruption of whoever waits.
 *
 * @param <T> what is dealt with
 */
public final class Workers<T> {
    private final Iterator<T> queue;
    private final int threads;
    private final String what;
    private boolean stopped;

    /** {@code what} is what they do, such as {@code copying}, for the message of an interruption. */
    public Workers(Collection<T> queue, int threads, String what) {
        this.queue = List.copyOf(queue).iterator();
        this.threads = threads;
        this.what = what;
    }

    /**
     * Has each thread call {@code work} once, with what hands out the next item, null when there is none; answers what the calls returned, nulls left out, in the order in which they
     * ended. Called once.
     *
     * @throws RuntimeException  what the first thread that failed threw, when all have ended; the failures of others are added to it as suppressed
     * @throws DatabaseException after an interruption, when all have ended
     */
    public <R> List<R> run(Function<Supplier<T>, R> work) {
        ExecutorService pool = Executors.newFixedThreadPool(threads);
        try {
            CompletionService<R> ended = new ExecutorCompletionService<>(pool);
            for (int i = 0; i < threads; i++) {
                ended.submit(() -> work.apply(this::next));
            }
            return results(ended, pool);
        } finally {
            pool.shutdownNow();
        }
    }

    private synchronized T next() {
        return !stopped && queue.hasNext() ? queue.next() : null;
    }

    private synchronized void stop(ExecutorService pool) {
        stopped = true;
        pool.shutdownNow();
    }

    private <R> List<R> results(CompletionService<R> ended, ExecutorService pool) {
        List<R> results = new ArrayList<>();
        RuntimeException failure = null;
        boolean interrupted = false;
        for (int left = threads; left > 0;) {
            try {
                Future<R> next = ended.take();
                left--;
                results.add(next.get());
            } catch (ExecutionException e) {
                failure = join(failure, e.getCause());
                stop(pool);
            } catch (InterruptedException e) {
                interrupted = true;
                failure = join(failure, new DatabaseException(what + " was interrupted", "Start it again.", e));
                stop(pool);
            }
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
        if (failure != null) {
            throw failure;
        }
        return results.stream().filter(Objects::nonNull).toList();
    }

    private static RuntimeException join(RuntimeException first, Throwable next) {
        if (first != null) {
            first.addSuppressed(next);
            return first;
        }
        return next instanceof RuntimeException failure ? failure : new IllegalStateException(next);
    }
}
