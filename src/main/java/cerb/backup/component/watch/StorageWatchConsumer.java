package cerb.backup.component.watch;

import cerb.backup.component.exchange.BriefExceptionHandler;
import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.storage.watch.DirtyBatch;
import cerb.backup.storage.watch.StorageWatch;
import java.time.Duration;
import java.util.Optional;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Sends one batch of changes at a time, and answers the watch by what became of it. A poll that fails counts against the route's health, and a batch that never came to the
 * repository does so until one is stored: it comes again only after the interval, and polls between find nothing, which says nothing of it. One that the repository could not
 * store is no fault of the route: that is told as a run that failed, and as the age of what is stored.
 */
final class StorageWatchConsumer extends ScheduledPollConsumer {
    private static final Logger LOG = LoggerFactory.getLogger(StorageWatchConsumer.class);
    private static final Duration WAIT = Duration.ofMillis(500);

    private final StorageWatchEndpoint endpoint;
    private volatile StorageWatch watch;
    private String reported = "";
    /** Why the last batch did not come to the repository; null where it did, or there was none. */
    private volatile Throwable unstored;

    StorageWatchConsumer(StorageWatchEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        setExceptionHandler(new BriefExceptionHandler("storage-watch:" + endpoint.getName()));
    }

    @Override
    protected void doStart() throws Exception {
        watch = endpoint.open();
        unstored = null;
        super.doStart();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        StorageWatch open = watch;
        watch = null;
        if (open != null) {
            open.close();
        }
    }

    /** The route's health is down while this is not 0. Polls go on and scan everything when the watching thread is dead, but somebody should know. */
    @Override
    public long getErrorCounter() {
        return isDead() || unstored != null ? Math.max(1, super.getErrorCounter()) : super.getErrorCounter();
    }

    @Override
    protected Throwable getLastError() {
        if (isDead()) {
            return new IllegalStateException("the watching thread has ended; the storage directory is scanned instead");
        }
        return unstored == null ? super.getLastError() : unstored;
    }

    private boolean isDead() {
        StorageWatch open = watch;
        return open != null && !open.isAlive();
    }

    @Override
    protected int poll() throws Exception {
        // the first batch is the whole first walk, and that it goes on is no fault
        forceConsumerAsReady();
        StorageWatch open = watch;
        if (open == null) {
            return 0;
        }
        report(open.problem().orElse(""));
        Optional<DirtyBatch> batch = open.poll(WAIT);
        if (batch.isPresent()) {
            send(open, batch.get());
        }
        return batch.isPresent() ? 1 : 0;
    }

    private void report(String problem) {
        if (!problem.isEmpty() && !problem.equals(reported)) {
            LOG.warn("watching {}: {}", endpoint.getDirectory(), problem);
        }
        reported = problem;
    }

    private void send(StorageWatch open, DirtyBatch batch) throws Exception {
        Exchange exchange = createExchange(false);
        exchange.getMessage().setBody(batch);
        boolean stored = false;
        try {
            getProcessor().process(exchange);
            demandStored(exchange);
            stored = true;
            unstored = null;
        } catch (Exception e) {
            failed(exchange, e);
        } finally {
            answer(open, batch, stored);
            releaseExchange(exchange, false);
        }
    }

    private void failed(Exchange exchange, Exception failure) throws Exception {
        boolean told = exchange.getProperty(RepositoryConstants.ABANDONED, false, boolean.class);
        unstored = told ? null : failure;
        if (!told) {
            throw failure;
        }
        getExceptionHandler().handleException(failure);
    }

    private void demandStored(Exchange exchange) throws Exception {
        if (exchange.getException() != null) {
            throw exchange.getException();
        }
        if (!exchange.getMessage().getHeader(RepositoryConstants.UPDATED, false, boolean.class)) {
            throw new IllegalStateException("the route of storage-watch:" + endpoint.getName() + " ended without " + RepositoryConstants.UPDATED
                    + ", so its batch comes again. Let every branch of the route end in repository:update");
        }
    }

    private static void answer(StorageWatch open, DirtyBatch batch, boolean stored) {
        if (stored) {
            open.acknowledge(batch);
        } else {
            open.reject(batch);
        }
    }
}
