package cerb.backup.observe.jmx;

/** What the local repository has been given. */
@Description("What the local repository has been given since the process began")
public interface RepositoryMXBean {
    /** Content handed over. */
    @Description(value = "Bytes of content handed to the repository", unit = "bytes")
    long getBytesRaw();

    /** Content that was new. */
    @Description(value = "Bytes of that content which the repository had not held before", unit = "bytes")
    long getBytesAdded();

    /** Bytes of files. */
    @Description(value = "Bytes written to the repository's directory, compressed and encrypted", unit = "bytes")
    long getBytesStored();

    /** Files. */
    @Description(value = "Files written to the repository's directory", unit = "files")
    long getFilesWritten();

    /** Share that was known. */
    @Description(value = "Share of the content that the repository held already, 0 to 1", unit = "ratio")
    double getDedupRatio();

    /** Floor of free space. */
    @Description("Whether the free space is below repository.minimum-free, so that nothing new is stored")
    boolean isBelowMinimumFree();

    /** Free bytes. */
    @Description(value = "Free bytes on the repository's disk when that last changed; -1: it never did", unit = "bytes")
    long getFreeBytes();

    /** The last prune. */
    @Description(value = "Seconds since the last prune ended; -1: never", unit = "seconds")
    long getPruneAge();

    /** The last retention. */
    @Description(value = "Seconds since the configured retention last forgot what need not stay; -1: never", unit = "seconds")
    long getRetentionAge();

    /** The last check. */
    @Description(value = "Seconds since the last check ended; -1: never", unit = "seconds")
    long getCheckAge();

    /** Damage. */
    @Description("Whether something stored is known to be damaged or missing, until a check finds nothing")
    boolean isDamaged();

    /** Findings. */
    @Description(value = "Findings reported", unit = "findings")
    long getFindings();

    /** Waits for the sinks. */
    @Description("Waits until every sink holds everything, for so many seconds at most; returns the JSON of the verb sync")
    String sync(@Description("How many seconds to wait at most") int seconds) throws Exception;

    /** Forgets. */
    @Description("Forgets the snapshots that retention.keep-* does not keep; returns the JSON of the verb forget")
    String forget(@Description("Only say which snapshots would go") boolean dryRun) throws Exception;

    /** Prunes. */
    @Description("Removes what no snapshot needs any longer, without a trial; returns the JSON of the verb prune")
    String prune(@Description("Only say what would be removed") boolean dryRun) throws Exception;
}
