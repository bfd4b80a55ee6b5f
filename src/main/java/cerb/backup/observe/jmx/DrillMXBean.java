package cerb.backup.observe.jmx;

/** What drills have proven. Ages are in seconds, -1 where there was none. */
@Description("What drills have proven: only what was restored is known to be restorable")
public interface DrillMXBean {
    /** Age of the last. */
    @Description(value = "Seconds since the last drill began; -1: there was none", unit = "seconds")
    long getLastDrillAge();

    /** Age of the last that passed. */
    @Description(value = "Seconds since the last drill began that passed; -1: none is known", unit = "seconds")
    long getLastDrillPassedAge();

    /** How it ended. */
    @Description("How the last drill ended: PASSED, FAILED, REFUSED; empty: there was none")
    String getLastDrillOutcome();

    /** Where from. */
    @Description("What the last drill restored from: the name of a sink, or local; empty: there was none")
    String getLastDrillSource();

    /** How long a restore takes. */
    @Description(value = "Seconds that the restore took in the last drill; -1: there was none", unit = "seconds")
    double getLastDrillRestoreSeconds();

    /** What differed. */
    @Description(value = "Files and tables that were missing or not as they were in the last drill; -1: there was none", unit = "files and tables")
    long getLastDrillMismatches();
}
