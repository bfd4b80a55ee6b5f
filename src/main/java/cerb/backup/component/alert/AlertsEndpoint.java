package cerb.backup.component.alert;

import cerb.backup.component.alert.told.Told;
import java.net.URLEncoder;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import org.apache.camel.Category;
import org.apache.camel.Consumer;
import org.apache.camel.Processor;
import org.apache.camel.Producer;
import org.apache.camel.spi.Metadata;
import org.apache.camel.spi.UriEndpoint;
import org.apache.camel.spi.UriParam;
import org.apache.camel.spi.UriPath;
import org.apache.camel.support.ScheduledPollEndpoint;

/**
 * Hands out what one receiver is to be told: of problems one exchange an alert, with JSON as its body; of runs one exchange for each begin and end of a recovery point, with a line of text.
 * An exchange that ends without an exception has been delivered; any other comes again.
 *
 * <p>Its setters are for Camel, before the endpoint is started.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "alerts", title = "Alerts", syntax = "alerts:subject", consumerOnly = true, category = Category.MONITORING, headersClass = AlertsConstants.class)
public final class AlertsEndpoint extends ScheduledPollEndpoint {
    @UriPath(description = "What the route is told of: problems, or runs", enums = "problems,runs")
    @Metadata(required = true)
    private AlertsSubject subject;

    @UriParam(description = "A name for who is told, for messages")
    @Metadata(required = true)
    private String receiver;

    @UriParam(description = "Name of the helpdesk")
    @Metadata(required = true)
    private String helpdesk;

    @UriParam(defaultValue = "60000", javaType = "java.time.Duration",
            description = "How long a problem must last before it is told of, and be over before that is told, in milliseconds")
    private long settle = 60_000;

    @UriParam(defaultValue = "21600000", javaType = "java.time.Duration", description = "Time between two alerts of a problem that lasts, in milliseconds")
    private long remind = 21_600_000;

    @UriParam(description = "Whether the texts of errors are told, in which names of files and hosts may stand")
    private boolean names;

    AlertsEndpoint(String uri, AlertsComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to alerts:" + subject.word() + "; a route can only begin there");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        AlertsConsumer consumer = switch (subject) {
            case PROBLEMS -> new ProblemsConsumer(this, processor, Clock.systemUTC());
            case RUNS -> new RunsConsumer(this, processor, Clock.systemUTC());
        };
        configureConsumer(consumer);
        return consumer;
    }

    /** The component that made the endpoint. */
    @Override
    public AlertsComponent getComponent() {
        return (AlertsComponent) super.getComponent();
    }

    /** What the receiver was told, kept in a file of this directory; null: in none. */
    Told told(Path directory) {
        String name = "cerb-backup.told-" + URLEncoder.encode(receiver, StandardCharsets.UTF_8);
        return new Told(Duration.ofMillis(settle), Duration.ofMillis(remind), directory == null ? null : directory.resolve(name));
    }

    AlertText text() {
        return new AlertText(helpdesk, names);
    }

    /** What the route is told of. */
    public AlertsSubject getSubject() {
        return subject;
    }

    /** Sets what the route is told of. */
    public void setSubject(AlertsSubject subject) {
        this.subject = subject;
    }

    /** A name for who is told. */
    public String getReceiver() {
        return receiver;
    }

    /** Sets a name for who is told. */
    public void setReceiver(String receiver) {
        this.receiver = receiver;
    }

    /** The name of the helpdesk. */
    public String getHelpdesk() {
        return helpdesk;
    }

    /** Sets the name of the helpdesk. */
    public void setHelpdesk(String helpdesk) {
        this.helpdesk = helpdesk;
    }

    /** Milliseconds that a problem must last, or be over, before that is told. */
    public long getSettle() {
        return settle;
    }

    /** Sets the milliseconds that a problem must last, or be over, before that is told. */
    public void setSettle(long settle) {
        this.settle = settle;
    }

    /** Milliseconds between two alerts of a problem that lasts. */
    public long getRemind() {
        return remind;
    }

    /** Sets the milliseconds between two alerts of a problem that lasts. */
    public void setRemind(long remind) {
        this.remind = remind;
    }

    /** Whether the texts of errors are told. */
    public boolean isNames() {
        return names;
    }

    /** Sets whether the texts of errors are told. */
    public void setNames(boolean names) {
        this.names = names;
    }
}
