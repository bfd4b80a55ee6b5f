package cerb.backup.mysql.rows;

import cerb.backup.mysql.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been read of one table, part by part. Thread-safe. */
public final class TableTally {
    private final Table table;
    private final Map<String, PartTally> read = new HashMap<>();
    private final Set<String> handedOut = new HashSet<>();
    private final Runnable copied;
    private boolean allHandedOut;

    /** {@code copied} is run when all parts have been read. */
    public TableTally(Table table, Runnable copied) {
        this.table = table;
        this.copied = copied;
    }

    /** The table. */
    public Table table() {
        return table;
    }

    /** A part was given to a reader. */
    public synchronized void handOut(String path) {
        handedOut.add(path);
    }

    /** No more parts will come, or none with rows. */
    public synchronized void lastHandedOut() {
        allHandedOut = true;
        tellIfComplete();
    }

    /** A part was read to its end; read once more, it counts once. */
    public synchronized void read(String path, PartTally tally) {
        read.put(path, tally);
        tellIfComplete();
    }

    private void tellIfComplete() {
        if (isComplete()) {
            copied.run();
        }
    }

    private boolean isComplete() {
        return allHandedOut && read.keySet().containsAll(handedOut);
    }

    /** A part that has not been read to its end. */
    public synchronized Optional<String> missing() {
        return handedOut.stream().filter(path -> !read.containsKey(path)).sorted().findFirst();
    }

    /** The sum of all parts read. */
    public synchronized PartTally sum() {
        return read.values().stream().reduce(new PartTally(0, 0, 0), PartTally::plus);
    }

    /** How many parts have been read. */
    public synchronized int parts() {
        return read.size();
    }
}
