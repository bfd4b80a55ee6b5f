package cerb.backup.observe;

/** What the local repository has been given. */
@Description("What the local repository has been given since the process began")
public interface RepositoryMXBean {
    /** Content handed over. */
    @Description("Bytes of content handed to the repository")
    long getBytesRaw();

    /** Content that was new. */
    @Description("Bytes of that content which the repository had not held before")
    long getBytesAdded();

    /** Bytes of files. */
    @Description("Bytes written to the repository's directory, compressed and encrypted")
    long getBytesStored();

    /** Files. */
    @Description("Files written to the repository's directory")
    long getFilesWritten();

    /** Share that was known. */
    @Description("Share of the content that the repository held already, 0 to 1")
    double getDedupRatio();

    /** Floor of free space. */
    @Description("Whether the free space is below repository.minimum-free, so that nothing new is stored")
    boolean isBelowMinimumFree();

    /** Free bytes. */
    @Description("Free bytes on the repository's disk when that last changed; -1: it never did")
    long getFreeBytes();

    /** Findings. */
    @Description("Findings reported")
    long getFindings();
}
