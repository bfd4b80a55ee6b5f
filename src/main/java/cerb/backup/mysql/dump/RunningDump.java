package cerb.backup.mysql.dump;

import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import java.io.InputStream;
import java.util.Iterator;

/** A dump of one schema at one point in time, however it is taken. Only {@link #finish()} tells whether what was read is a dump. */
public interface RunningDump extends AutoCloseable {
    /** The parts, in the order in which they should be read; the one iteration there is. Used by one thread. */
    Iterator<DumpPart> plan();

    /**
     * The content of a part that the plan has given out; it has to be closed. Thread-safe.
     *
     * @throws cerb.backup.mysql.DefinitionChangedException if DDL came in between
     */
    InputStream read(DumpPart part);

    /**
     * Checks that every part was read to its end, and tells what the dump consists of.
     *
     * @throws cerb.backup.mysql.DatabaseException if one was not, or DDL came in between
     */
    DumpReport finish();

    /** Lets go of the server and of what was set aside for reading; open streams fail. */
    @Override
    void close();
}
