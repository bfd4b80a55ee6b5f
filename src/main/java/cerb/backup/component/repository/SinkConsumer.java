package cerb.backup.component.repository;

import cerb.backup.component.exchange.BriefExceptionHandler;
import cerb.backup.component.sink.SinkRoute;
import java.util.Optional;
import java.util.concurrent.ExecutorService;
import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/**
 * Begins the route of one sink: offers it what the sink has not confirmed, several files at once, until there is nothing left or one of them has failed. A poll in which a
 * file has failed fails itself, so that the scheduler backs off.
 */
final class SinkConsumer extends ScheduledPollConsumer implements SinkRoute {
    private final RepositoryEndpoint endpoint;
    private final Sink sink;
    private final InFlight inFlight;
    private volatile ExecutorService workers;

    SinkConsumer(RepositoryEndpoint endpoint, Processor processor, Sink sink) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.sink = sink;
        this.inFlight = new InFlight(endpoint.getMaxInFlight());
        setExceptionHandler(new BriefExceptionHandler("sink " + endpoint.getSink()));
    }

    /** A sink that fails is judged by sink.&lt;name&gt;.most-delay, and is a problem of its own until then: one failed attempt turns no readiness down. */
    @Override
    public long getErrorCounter() {
        return 0;
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        setStartScheduler(isStartScheduler() && endpoint.isMirror());
    }

    @Override
    protected void doStart() throws Exception {
        join();
        super.doStart();
    }

    private void join() {
        workers = getEndpoint().getCamelContext().getExecutorServiceManager().newFixedThreadPool(this, "sink-" + endpoint.getSink(), endpoint.getMaxInFlight());
        sink.attach(this);
    }

    /** When routes stop, their consumers are suspended first: now the steps behind still run, through which the lock at the sink is given back. */
    @Override
    protected void doSuspend() throws Exception {
        super.doSuspend();
        leave();
    }

    @Override
    protected void doResume() throws Exception {
        if (workers == null) {
            join();
        }
        super.doResume();
    }

    @Override
    protected void doStop() throws Exception {
        super.doStop();
        leave();
    }

    private void leave() {
        ExecutorService running = workers;
        workers = null;
        if (running != null) {
            getEndpoint().getCamelContext().getExecutorServiceManager().shutdownGraceful(running);
            sink.detach();
        }
    }

    @Override
    protected int poll() {
        // the first poll is the whole first mirror, and that it goes on is no fault
        forceConsumerAsReady();
        ExecutorService running = workers;
        return running == null ? 0
                : new Transfers(running, inFlight, () -> isStarted() ? sink.next() : Optional.empty(), sink::send).run();
    }

    @Override
    public Exchange begin() {
        Exchange exchange = createExchange(false);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            throw new IllegalStateException("cannot begin an exchange at sink " + endpoint.getSink() + ": " + e.getMessage(), e);
        }
        return exchange;
    }

    @Override
    public void send(Exchange exchange) {
        try {
            getProcessor().process(exchange);
        } catch (Exception e) {
            exchange.setException(e);
        }
    }

    @Override
    public void end(Exchange exchange) {
        doneUoW(exchange);
        releaseExchange(exchange, false);
    }
}
