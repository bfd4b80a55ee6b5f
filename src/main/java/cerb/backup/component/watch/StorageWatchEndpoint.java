package cerb.backup.component.watch;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.watch.StorageWatch;
import cerb.backup.storage.watch.WatchOptions;
import java.io.IOException;
import java.nio.file.Path;
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
 * Watches a directory tree and hands out batches of directories that have changed.
 *
 * <p>Its setters are for Camel, before the endpoint is started.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "storage-watch", title = "Storage watch", syntax = "storage-watch:name", consumerOnly = true, category = Category.FILE)
public final class StorageWatchEndpoint extends ScheduledPollEndpoint {
    @UriPath(description = "A name for the watched tree, for messages")
    @Metadata(required = true)
    private String name;

    @UriParam(description = "Root of the watched tree")
    @Metadata(required = true)
    private String directory;

    @UriParam(description = "Globs below the root that are not watched, separated by commas")
    private String exclude;

    @UriParam(defaultValue = "2000", javaType = "java.time.Duration", description = "How long nothing must change before a batch is handed out, in milliseconds")
    private long settle = 2_000;

    @UriParam(defaultValue = "60000", javaType = "java.time.Duration", description = "Least time between two batches under steady change, in milliseconds")
    private long interval = 60_000;

    @UriParam(defaultValue = "3600000", javaType = "java.time.Duration",
            description = "How often everything is looked at, whatever the file system has reported, in milliseconds")
    private long reconcile = 3_600_000;

    StorageWatchEndpoint(String uri, StorageWatchComponent component) {
        super(uri, component);
    }

    @Override
    public Producer createProducer() {
        throw new UnsupportedOperationException("nothing can be sent to storage-watch:" + name + "; a route can only begin there");
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        StorageWatchConsumer consumer = new StorageWatchConsumer(this, processor);
        configureConsumer(consumer);
        return consumer;
    }

    StorageWatch open() throws IOException {
        Exclusions exclusions = exclude == null ? Exclusions.NONE : Exclusions.parse(exclude);
        WatchOptions options = WatchOptions.of(Duration.ofMillis(settle), Duration.ofMillis(interval), Duration.ofMillis(reconcile));
        return StorageWatch.open(Path.of(directory), exclusions, options);
    }

    /** The name of the watched tree. */
    public String getName() {
        return name;
    }

    /** Sets the name of the watched tree. */
    public void setName(String name) {
        this.name = name;
    }

    /** The root of the watched tree. */
    public String getDirectory() {
        return directory;
    }

    /** Sets the root of the watched tree. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /** Globs that are not watched, separated by commas; null for none. */
    public String getExclude() {
        return exclude;
    }

    /** Sets the globs that are not watched. */
    public void setExclude(String exclude) {
        this.exclude = exclude;
    }

    /** Milliseconds of quiet before a batch. */
    public long getSettle() {
        return settle;
    }

    /** Sets the milliseconds of quiet before a batch. */
    public void setSettle(long settle) {
        this.settle = settle;
    }

    /** Milliseconds between two batches under steady change. */
    public long getInterval() {
        return interval;
    }

    /** Sets the milliseconds between two batches under steady change. */
    public void setInterval(long interval) {
        this.interval = interval;
    }

    /** Milliseconds between two looks at everything. */
    public long getReconcile() {
        return reconcile;
    }

    /** Sets the milliseconds between two looks at everything. */
    public void setReconcile(long reconcile) {
        this.reconcile = reconcile;
    }
}
