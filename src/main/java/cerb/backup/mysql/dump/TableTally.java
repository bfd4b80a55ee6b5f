package cerb.backup.mysql.dump;

import cerb.backup.mysql.schema.Table;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/** What has been read of one table, part by part. Thread-safe. */
final class TableTally {
    private final Table table;
    private final Consistency consistency;
    private final Map<String, PartTally> read = new HashMap<>();
    private final Set<String> handedOut = new HashSet<>();
    private final Runnable copied;
    private boolean allHandedOut;

    /** {@code copied} is run when all parts have been read. */
    TableTally(Table table, Consistency consistency, Runnable copied) {
        this.table = table;
        this.consistency = consistency;
        this.copied = copied;
    }

    Table table() {
        return table;
    }

    synchronized void handOut(String path) {
        handedOut.add(path);
    }

    /** No more parts will come, or none with rows. */
    synchronized void lastHandedOut() {
        allHandedOut = true;
        tellIfComplete();
    }

    /** A part was read to its end; read once more, it counts once. */
    synchronized void read(String path, PartTally tally) {
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
    synchronized Optional<String> missing() {
        return handedOut.stream().filter(path -> !read.containsKey(path)).sorted().findFirst();
    }

    synchronized TableReport report() {
        PartTally sum = read.values().stream().reduce(new PartTally(0, 0, 0), PartTally::plus);
        return new TableReport(table.name(), table.engine(), sum.rows(), sum.bytes(), "%016x".formatted(sum.checksum()), consistency, read.size());
    }
}
