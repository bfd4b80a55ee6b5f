package cerb.backup.component.repository;

import org.apache.camel.Exchange;
import org.apache.camel.Processor;
import org.apache.camel.support.ScheduledPollConsumer;

/** Begins the route of one sink: offers it what the sink has not confirmed. */
final class SinkConsumer extends ScheduledPollConsumer implements SinkRoute {
    private final RepositoryEndpoint endpoint;
    private final SinkStore store;

    SinkConsumer(RepositoryEndpoint endpoint, Processor processor) {
        super(endpoint, processor);
        this.endpoint = endpoint;
        this.store = new SinkStore(endpoint.getSink(), this);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        endpoint.getComponent().add(store);
        setStartScheduler(isStartScheduler() && endpoint.isMirror());
    }

    @Override
    protected void doShutdown() throws Exception {
        endpoint.getComponent().remove(store);
        super.doShutdown();
    }

    @Override
    protected int poll() {
        return 0;
    }

    @Override
    public Exchange begin() {
        Exchange exchange = createExchange(false);
        try {
            createUoW(exchange);
        } catch (Exception e) {
            throw new IllegalStateException("cannot begin an exchange at sink " + endpoint.getSink(), e);
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
