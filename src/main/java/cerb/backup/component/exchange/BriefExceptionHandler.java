package cerb.backup.component.exchange;

import org.apache.camel.Exchange;
import org.apache.camel.spi.ExceptionHandler;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Logs a failure at the beginning of a route in one line: during an outage it comes every few seconds. The whole of it is there at level DEBUG. Thread-safe. */
public final class BriefExceptionHandler implements ExceptionHandler {
    private static final Logger LOG = LoggerFactory.getLogger(BriefExceptionHandler.class);

    private final String what;

    /** Makes one whose lines begin with what is going on, such as "sink offsite". */
    public BriefExceptionHandler(String what) {
        this.what = what;
    }

    @Override
    public void handleException(Throwable exception) {
        handleException(null, null, exception);
    }

    @Override
    public void handleException(String message, Throwable exception) {
        handleException(message, null, exception);
    }

    @Override
    public void handleException(String message, Exchange exchange, Throwable exception) {
        LOG.warn("{}: {}", what, exception.getMessage() == null ? exception.toString() : exception.getMessage());
        LOG.debug("{}: {}", what, message, exception);
    }
}
