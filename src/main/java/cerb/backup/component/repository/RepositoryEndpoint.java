package cerb.backup.component.repository;

import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.prune.PruneOptions;
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
 * Takes recovery points and checkpoints into a backup repository, and mirrors its files to sinks.
 *
 * <p>Its setters are for Camel, before the endpoint is started.
 */
@UriEndpoint(firstVersion = "0.1.0", scheme = "repository", title = "Repository", syntax = "repository:action", category = Category.FILE,
        headersClass = RepositoryConstants.class)
public final class RepositoryEndpoint extends ScheduledPollEndpoint {
    @UriPath(description = "What to do: begin, store, commit, abandon, refer, update, forget, prune, check and drill are steps of a route; a route of a sink begins at sink")
    @Metadata(required = true)
    private RepositoryAction action;

    @UriParam(label = "consumer", description = "Name of the sink, as it stands in the setting sinks")
    private String sink;

    @UriParam(label = "consumer", defaultValue = "true",
            description = "Whether the daemon and the verb sync offer files to the route; without it the route only answers when it is asked, such as by a restore")
    private boolean mirror = true;

    @UriParam(label = "consumer", defaultValue = "4", description = "How many files are under way at once")
    private int maxInFlight = 4;

    @UriParam(label = "consumer", defaultValue = "0", description = "Bytes a second that all files under way together may take; 0 for no limit")
    private long bandwidth;

    @UriParam(label = "consumer", defaultValue = "86400000", javaType = "java.time.Duration",
            description = "How often everything at the sink is listed and compared, besides after each start and failure, in milliseconds")
    private long verify = 86_400_000;

    @UriParam(label = "consumer", defaultValue = "true",
            description = "Whether what is removed from the repository by order is removed at the sink, too, a day later; without it everything stays there")
    private boolean delete = true;

    @UriParam(label = "producer",
            description = "Which packs a check reads whole: a share such as 10%, one part of several such as 2/7 or, of ten in turn, next/10, or a size such as 500M; none where absent")
    private String readData;

    @UriParam(label = "producer", description = "Whether a forget only says what it would remove")
    private boolean dryRun;

    @UriParam(label = "producer", defaultValue = "0", javaType = "java.time.Duration",
            description = "How long after the first prune a prune only reports what it would remove, in milliseconds")
    private long trial;

    @UriParam(label = "producer", defaultValue = "86400000", javaType = "java.time.Duration",
            description = "How long a pack that no index names must have been known before a prune removes it, in milliseconds")
    private long grace = 86_400_000;

    @UriParam(label = "producer", defaultValue = "5",
            description = "Percent of the needed bytes that unneeded ones may make up in packs that a prune keeps")
    private int maxUnused = 5;

    @UriParam(label = "producer", defaultValue = "200",
            description = "How many small packs of a kind, and index files, a prune leaves alone; more are merged")
    private int mostSmall = PruneOptions.MOST_SMALL;

    @UriParam(label = "producer", description = "The sink that a drill restores from, or local for the local repository; where absent, each sink in turn")
    private String from;

    private Sink mirrored;

    RepositoryEndpoint(String uri, RepositoryComponent component) {
        super(uri, component);
    }

    @Override
    protected void doInit() throws Exception {
        super.doInit();
        if (action == RepositoryAction.SINK) {
            if (sink == null || sink.isBlank()) {
                throw new IllegalArgumentException("repository:sink needs the name of the sink. Write it as parameter sink");
            }
            // Verbs but sync ask sinks and never send to them.
            mirror = mirror && Boolean.parseBoolean(getCamelContext().resolvePropertyPlaceholders("{{mirroring:true}}"));
            mirrored = new Sink(getComponent(), sink, bandwidth, mirror ? MirrorOptions.of(sink, Duration.ofMillis(verify), delete).withPauses(backoff("first"), backoff("longest")) : null);
        }
    }

    private Duration backoff(String end) {
        return Duration.ofMillis(Long.parseLong(getCamelContext().resolvePropertyPlaceholders("{{sink." + sink + ".backoff." + end + ":0}}")));
    }

    @Override
    protected void doShutdown() throws Exception {
        if (mirrored != null) {
            mirrored.close();
        }
        super.doShutdown();
    }

    @Override
    public Producer createProducer() {
        return new RepositoryProducer(this);
    }

    @Override
    public Consumer createConsumer(Processor processor) throws Exception {
        if (action != RepositoryAction.SINK) {
            throw new IllegalArgumentException("a route cannot begin at repository:" + action.word() + "; it can begin at repository:sink");
        }
        SinkConsumer consumer = new SinkConsumer(this, processor, mirrored);
        configureConsumer(consumer);
        return consumer;
    }

    /** The component that made the endpoint. */
    @Override
    public RepositoryComponent getComponent() {
        return (RepositoryComponent) super.getComponent();
    }

    /** What the endpoint does. */
    public RepositoryAction getAction() {
        return action;
    }

    /** Sets what the endpoint does. */
    public void setAction(RepositoryAction action) {
        this.action = action;
    }

    /** The name of the sink. */
    public String getSink() {
        return sink;
    }

    /** Sets the name of the sink. */
    public void setSink(String sink) {
        this.sink = sink;
    }

    /** Whether files are offered to the route. */
    public boolean isMirror() {
        return mirror;
    }

    /** Sets whether files are offered to the route. */
    public void setMirror(boolean mirror) {
        this.mirror = mirror;
    }

    /** Which packs a check reads whole; null for none. */
    public String getReadData() {
        return readData;
    }

    /** Sets which packs a check reads whole. */
    public void setReadData(String readData) {
        this.readData = readData;
    }

    /** The sink that a drill restores from; null for each in turn. */
    public String getFrom() {
        return from;
    }

    /** Sets the sink that a drill restores from. */
    public void setFrom(String from) {
        this.from = from;
    }

    /** Whether a forget only says what it would remove. */
    public boolean isDryRun() {
        return dryRun;
    }

    /** Sets whether a forget only says what it would remove. */
    public void setDryRun(boolean dryRun) {
        this.dryRun = dryRun;
    }

    /** How many files are under way at once. */
    public int getMaxInFlight() {
        return maxInFlight;
    }

    /** Bytes a second for all files under way; 0 for no limit. */
    public long getBandwidth() {
        return bandwidth;
    }

    /** Sets the bytes a second for all files under way. */
    public void setBandwidth(long bandwidth) {
        this.bandwidth = bandwidth;
    }

    /** Milliseconds between two comparisons of everything at the sink. */
    public long getVerify() {
        return verify;
    }

    /** Sets the milliseconds between two comparisons of everything at the sink. */
    public void setVerify(long verify) {
        this.verify = verify;
    }

    /** Whether removals are carried out at the sink. */
    public boolean isDelete() {
        return delete;
    }

    /** Sets whether removals are carried out at the sink. */
    public void setDelete(boolean delete) {
        this.delete = delete;
    }

    /** Sets how many files are under way at once. */
    public void setMaxInFlight(int maxInFlight) {
        this.maxInFlight = maxInFlight;
    }

    /** Milliseconds after the first prune in which one only reports. */
    public long getTrial() {
        return trial;
    }

    /** Sets the milliseconds after the first prune in which one only reports. */
    public void setTrial(long trial) {
        this.trial = trial;
    }

    /** Milliseconds that a pack in no index must have been known before a prune removes it. */
    public long getGrace() {
        return grace;
    }

    /** Sets the milliseconds that a pack in no index must have been known before a prune removes it. */
    public void setGrace(long grace) {
        this.grace = grace;
    }

    /** Percent of unneeded bytes that a prune leaves alone. */
    public int getMaxUnused() {
        return maxUnused;
    }

    /** Sets the percent of unneeded bytes that a prune leaves alone. */
    public void setMaxUnused(int maxUnused) {
        this.maxUnused = maxUnused;
    }

    /** Small packs and index files that a prune leaves alone. */
    public int getMostSmall() {
        return mostSmall;
    }

    /** Sets the number of small packs and index files that a prune leaves alone. */
    public void setMostSmall(int mostSmall) {
        this.mostSmall = mostSmall;
    }
}
