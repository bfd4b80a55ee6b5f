package cerb.backup.observe;

/** What a sink holds, and what it does not hold yet. */
@Description("What a sink holds, and what it does not hold yet")
public interface SinkMXBean {
    /** Files to go. */
    @Description("Files that the sink has not confirmed")
    long getBacklogFiles();

    /** Bytes to go. */
    @Description("Bytes that the sink has not confirmed")
    long getBacklogBytes();

    /** How long the oldest has waited. */
    @Description("Seconds for which the file has waited that waits longest; -1: none waits")
    long getBacklogAge();

    /** Files confirmed. */
    @Description("Files confirmed since the process began")
    long getConfirmedFiles();

    /** Bytes confirmed. */
    @Description("Bytes confirmed since the process began")
    long getConfirmedBytes();

    /** When it held everything. */
    @Description("Seconds since the sink last held everything; -1: not since the process began")
    long getCaughtUpAge();

    /** Failures. */
    @Description("Failures since the process began")
    long getFailures();

    /** The last failure. */
    @Description("The last failure; empty: the sink has caught up since, or there was none")
    String getLastFailure();
}
