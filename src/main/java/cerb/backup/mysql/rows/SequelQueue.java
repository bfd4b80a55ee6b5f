package cerb.backup.mysql.rows;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.lock.ReaderWatch;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;

/** Tables without a key to cut at, which one session reads, one after the other. Used by the plan's thread only. */
public final class SequelQueue {
    private final Session session;
    private final ReaderWatch watch;
    private final Turns turns = new Turns();
    private final Deque<SequelTable> tables = new ArrayDeque<>();

    /** On a session that is used for nothing else, and watched by one that watches no other; that is closed with this. */
    public SequelQueue(Session session, ReaderWatch watch) {
        this.session = session;
        this.watch = watch;
    }

    /** Appends a table. */
    public void add(TableTally tally) {
        tables.add(new SequelTable(tally, session, watch, turns));
    }

    /** The table whose next part comes next; empty if all parts have been handed out. */
    public Optional<SequelTable> next() {
        while (!tables.isEmpty() && !tables.peek().hasSequel()) {
            tables.remove();
        }
        return Optional.ofNullable(tables.peek());
    }

    /** Nobody will read on: whoever waits for his turn fails. Thread-safe. */
    public void abandon() {
        watch.close();
        turns.fail("the dump was closed while its parts were read");
    }

    /** As {@link #next()}, but only if its reader would not have to wait. */
    public Optional<SequelTable> nextIfIdle() {
        return turns.isIdle() ? next() : Optional.empty();
    }
}
