package cerb.backup.mysql.lock;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Read locks on non-transactional tables, held until each has been copied. A few connections share them: UNLOCK TABLES lets go of all tables of a
 * connection, and a connection for each of a hundred tables would be too many. The largest tables have one of their own. Thread-safe once locked.
 */
final class TableLocks {
    private static final int CONNECTIONS = 8;

    private final List<Group> groups = new ArrayList<>();

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
        groups.get(groups.size() - 1).tables.add(table.name());
    }

    static String statement(Iterable<String> tables) {
        List<String> parts = new ArrayList<>();
        tables.forEach(table -> parts.add(Identifier.quote(table) + " READ"));
        return "LOCK TABLES " + String.join(", ", parts);
    }

    /** False if an attempt was cut off; then nothing is locked. */
    boolean lock(StallGuard guard, Duration limit) {
        for (Group group : groups) {
            if (!guard.execute(group.session, statement(group.tables.stream().sorted().collect(Collectors.toList())), limit)) {
                groups.forEach(locked -> locked.session.execute("UNLOCK TABLES"));
                return false;
            }
        }
        return true;
    }

    /** The table has been copied. */
    synchronized void release(String table) {
        for (Group group : groups) {
            if (group.tables.remove(table) && group.tables.isEmpty()) {
                group.session.close();
            }
        }
    }

    synchronized void close() {
        groups.forEach(group -> group.session.close());
    }

    private static final class Group {
        private final Session session;
        private final Set<String> tables = new HashSet<>();

        Group(Session session) {
            this.session = session;
        }
    }
}
