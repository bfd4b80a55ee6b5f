package cerb.backup.component.sink;

import org.apache.camel.Exchange;

/** The route of one sink, seen from its beginning. Safe for use by several threads at once. */
public interface SinkRoute {
    /** Makes an exchange of which {@link #end} must be told when its answer has been read. */
    Exchange begin();

    /** Sends an exchange through the route, and returns when it has come to its end. The exchange holds what failed. */
    void send(Exchange exchange);

    /** Gives back what the exchange holds. */
    void end(Exchange exchange);
}
