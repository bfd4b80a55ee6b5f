package cerb.backup.component.repository;

import org.apache.camel.Exchange;
import org.apache.camel.support.DefaultProducer;

/** One step of a recovery point. Safe for use by several threads at once. */
final class RepositoryProducer extends DefaultProducer {
    RepositoryProducer(RepositoryEndpoint endpoint) {
        super(endpoint);
    }

    @Override
    public void process(Exchange exchange) {
        throw new UnsupportedOperationException("not here yet");
    }
}
