package cerb.backup.mysql.dump;

import cerb.backup.mysql.DatabaseAddress;
import java.io.InputStream;
import java.util.Iterator;

/** A dump of one schema at one point in time. */
public final class Dump implements AutoCloseable {
    private Dump() {
    }

    /** What is done with an open dump. */
    @FunctionalInterface
    public interface Work<T> {
        /** Reads every part of the plan and calls {@link Dump#finish}. */
        T with(Dump dump) throws Exception;
    }

    /** Takes the point in time. */
    public static Dump open(DatabaseAddress address, DumpOptions options, DumpListener listener) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Opens a dump and works with it; begins again at a new point in time when DDL was noticed, up to {@code options.retries()} times. */
    public static <T> T run(DatabaseAddress address, DumpOptions options, DumpListener listener, Work<T> work) throws Exception {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The parts, in the order in which they should be read; one iteration only. */
    public Iterator<DumpPart> plan() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** The text of a part. Thread-safe for {@code parallelism} open streams; further ones wait. */
    public InputStream read(DumpPart part) {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Checks that the dump is whole and of one time. */
    public DumpReport finish() {
        throw new UnsupportedOperationException("not built yet");
    }

    /** Lets go of every session and lock; open streams fail. */
    @Override
    public void close() {
    }
}
