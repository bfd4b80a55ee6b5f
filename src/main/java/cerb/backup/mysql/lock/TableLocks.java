package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/**
 * Read locks on non-transactional tables, held until each has been copied. A few connections share them: UNLOCK TABLES lets go of all tables of a
 * connection, and a connection for each of a hundred tables would be too many. The largest tables have one of their own. Thread-safe once locked.
 */
final class TableLocks {
    private static final int CONNECTIONS = 8;

    private final List<Group> groups = new ArrayList<>();
    private final Map<String, Long> released = new TreeMap<>();

    TableLocks(Connections connections, List<Table> tables) {
        List<Table> largestFirst = tables.stream().sorted(Comparator.comparingLong(Table::dataBytes).reversed()).toList();
        try {
            largestFirst.forEach(table -> add(connections, table));
        } catch (RuntimeException e) {
            close();
            throw e;
        }
    }

    private void add(Connections connections, Table table) {
        if (groups.size() < CONNECTIONS) {
            groups.add(new Group(connections.open()));
        }
        Group last = groups.get(groups.size() - 1);
        last.tables.add(table.name());
        last.left.add(table.name());
    }

    static String statement(Iterable<String> tables) {
        List<String> parts = new ArrayList<>();
        tables.forEach(table -> parts.add(Identifier.quote(table) + " READ"));
        return "LOCK TABLES " + String.join(", ", parts);
    }

    /** False if an attempt was cut off at {@code end}, a time of {@link System#nanoTime}; then nothing is locked. */
    boolean lock(StallGuard guard, long end) {
        for (Group group : groups) {
            group.lockedAt = System.nanoTime();
            if (!guard.execute(group.session, statement(group.tables.stream().sorted().toList()), end)) {
                releaseAll();
                return false;
            }
        }
        return true;
    }

    /** Lets go of everything, to be locked again. */
    void releaseAll() {
        groups.forEach(locked -> locked.session.execute("UNLOCK TABLES"));
    }

    /** True if the table is one of those. */
    synchronized boolean holds(String table) {
        return groups.stream().anyMatch(group -> group.tables.contains(table));
    }

    /** The table has been copied. */
    synchronized void release(String table) {
        for (Group group : groups) {
            if (group.tables.contains(table) && group.left.remove(table) && group.left.isEmpty()) {
                group.session.close();
                long heldMillis = TimeUnit.NANOSECONDS.toMillis(System.nanoTime() - group.lockedAt);
                group.tables.forEach(each -> released.put(each, heldMillis));
            }
        }
    }

    /** Those let go of, by name. */
    synchronized List<LockReport> reports() {
        return released.entrySet().stream().map(each -> LockReport.ofTable(each.getKey(), each.getValue())).toList();
    }

    synchronized void close() {
        groups.forEach(group -> group.session.close());
    }

    private static final class Group {
        private final Session session;
        private final Set<String> tables = new HashSet<>();
        private final Set<String> left = new HashSet<>();
        private long lockedAt;

        Group(Session session) {
            this.session = session;
        }
    }
}
