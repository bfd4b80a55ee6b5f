package cerb.backup.observe.jmx;

/** What a sink holds, and what it does not hold yet. */
@Description("What a sink holds, and what it does not hold yet")
public interface SinkMXBean {
    /** Files to go. */
    @Description(value = "Files that the sink has not confirmed", unit = "files")
    long getBacklogFiles();

    /** Bytes to go. */
    @Description(value = "Bytes that the sink has not confirmed", unit = "bytes")
    long getBacklogBytes();

    /** How long the oldest has waited. */
    @Description(value = "Seconds for which the file has waited that waits longest; -1: none waits", unit = "seconds")
    long getBacklogAge();

    /** Files confirmed. */
    @Description(value = "Files confirmed since the process began", unit = "files")
    long getConfirmedFiles();

    /** Bytes confirmed. */
    @Description(value = "Bytes confirmed since the process began", unit = "bytes")
    long getConfirmedBytes();

    /** When it held everything. */
    @Description(value = "Seconds since the sink last held everything, also before the process began; -1: never, as far as is known", unit = "seconds")
    long getCaughtUpAge();

    /** Failures. */
    @Description(value = "Failures since the process began", unit = "failures")
    long getFailures();

    /** The last failure. */
    @Description("The last failure; empty: the sink has held everything since, or confirmed a file with no failure for 15 minutes, or there was none")
    String getLastFailure();
}
