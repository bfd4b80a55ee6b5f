package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.load.script.LoadOptions;
import cerb.backup.mysql.parallel.Workers;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.read.SchemaReader;
import cerb.backup.mysql.text.RowChecksum;
import cerb.backup.mysql.text.RowText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayDeque;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.function.Predicate;
import java.util.function.Supplier;
import java.util.stream.Collectors;

/**
 * Reads tables again, several at once, and holds the checksum of their rows' text against that of the dump: what the server says it took is not yet what it
 * holds. Memory: some rows a session.
 */
final class Verification {
    /** Bytes of text between two words to the listener. */
    private static final int TOLD = 64 << 10;

    private final Connections connections;
    private final LoadOptions options;
    private final LoadTally tally;
    private final LoadListener listener;
    private final Map<String, Long> bytes;

    /** {@code bytes} are those of each table's text in the dump. */
    Verification(Connections connections, LoadOptions options, LoadTally tally, LoadListener listener, Map<String, Long> bytes) {
        this.connections = connections;
        this.options = options;
        this.tally = tally;
        this.listener = listener;
        this.bytes = bytes;
    }

    /** What is wrong with the rows of all tables but those that act; empty if nothing is. */
    String wrong() {
        String counts = counts(table -> !options.isActing(table));
        if (!counts.isEmpty()) {
            return counts;
        }
        SortedMap<String, String> expected;
        List<Table> tables;
        try (Session session = connections.open()) {
            expected = expected(session, table -> !options.isActing(table));
            if (expected.isEmpty() || !isComparable(session)) {
                return "";
            }
            tables = tables(session, expected);
        }
        SortedMap<String, Long> sizes = new TreeMap<>(expected.comparator());
        sizes.putAll(bytes);
        LoadProgress progress = new LoadProgress(listener::verified, tables.size(), tables.stream().mapToLong(table -> sizes.getOrDefault(table.name(), 0L)).sum());
        List<String> wrong = absent(expected, tables);
        new Workers<>(tables, options.parallelism(), "verifying").run(queue -> {
            try (Session session = connections.open()) {
                return compare(session, queue, expected, progress);
            }
        }).forEach(wrong::addAll);
        return described(wrong);
    }

    /** The same of the tables that act, in the transaction of a session that has loaded them. */
    String wrongBefore(Session session) {
        String counts = counts(options::isActing);
        SortedMap<String, String> expected = expected(session, options::isActing);
        if (!counts.isEmpty() || expected.isEmpty() || !isSameFlavour(session)) {
            return counts;
        }
        List<Table> tables = tables(session, expected);
        // as they are read everywhere else, in the columns' own character sets: the files have set another one
        session.execute("SET SESSION character_set_results=NULL");
        List<String> wrong = absent(expected, tables);
        wrong.addAll(compare(session, new ArrayDeque<>(tables)::poll, expected, new LoadProgress(amount -> { }, 0, 0)));
        return described(wrong);
    }

    private String counts(Predicate<String> which) {
        Map<String, Long> rows = tally.rows();
        List<String> wrong = new ArrayList<>();
        new TreeMap<>(options.expectedRows()).forEach((table, expected) -> {
            long loaded = rows.getOrDefault(table, 0L);
            if (which.test(table) && options.wants(table) && loaded != expected) {
                wrong.add(Identifier.quote(table) + ": " + loaded + " of " + expected);
            }
        });
        return wrong.isEmpty() ? "" : "tables did not get the rows they should have: " + String.join(", ", wrong);
    }

    private static String described(List<String> wrong) {
        wrong.sort(null);
        return wrong.isEmpty() ? "" : "tables do not hold the rows of the dump: " + String.join(", ", wrong);
    }

    /** By the names of the dump, which the target finds as it finds its own: one that folds case has made {@code Ticket} as {@code ticket}. */
    private SortedMap<String, String> expected(Session session, Predicate<String> which) {
        boolean foldsCase = !session.value("SELECT @@lower_case_table_names").orElse("0").equals("0");
        SortedMap<String, String> expected = new TreeMap<>(foldsCase ? String.CASE_INSENSITIVE_ORDER : Comparator.<String>naturalOrder());
        expected.putAll(options.checksums());
        expected.keySet().removeIf(table -> !which.test(table) || !options.wants(table));
        return expected;
    }

    private static List<String> absent(SortedMap<String, String> expected, List<Table> tables) {
        Set<String> absent = new TreeSet<>(expected.comparator());
        absent.addAll(expected.keySet());
        tables.forEach(table -> absent.remove(table.name()));
        return absent.stream().map(table -> Identifier.quote(table) + " is not there").collect(Collectors.toCollection(ArrayList::new));
    }

    private boolean isComparable(Session session) {
        if (!isSameFlavour(session)) {
            tally.warn("rows were counted, but their checksums not compared: " + session.server().flavour() + " writes some values otherwise than " + options.checksumsOf());
            return false;
        }
        return true;
    }

    private boolean isSameFlavour(Session session) {
        return session.server().flavour().name().equals(options.checksumsOf());
    }

    /** Those that are expected, but for some with checksums of an older version, which are expected no longer. */
    private List<Table> tables(Session session, Map<String, String> expected) {
        List<Table> tables = new ArrayList<>(new SchemaReader(session, expected::containsKey).read().tables());
        if (tables.removeIf(table -> !RowChecksum.isComparable(table, expected.get(table.name())) && expected.remove(table.name()) != null)) {
            tally.warn("rows were counted, but some checksums not compared: the dump's are of a version that wrote some values otherwise");
        }
        return tables;
    }

    private List<String> compare(Session session, Supplier<Table> queue, Map<String, String> expected, LoadProgress progress) {
        List<String> wrong = new ArrayList<>();
        for (Table table = queue.get(); table != null; table = queue.get()) {
            String checksum = checksum(session, table, progress);
            progress.part();
            if (checksum.equals(expected.get(table.name()))) {
                tally.same();
            } else {
                wrong.add(Identifier.quote(table.name()) + ": checksum " + checksum + " in the place of " + expected.get(table.name()));
            }
        }
        return wrong;
    }

    private static String checksum(Session session, Table table, LoadProgress progress) {
        RowText text = new RowText(table);
        try (ResultSet rows = session.stream(table.select())) {
            while (rows.next()) {
                text.append(rows);
                if (text.length() >= TOLD) {
                    progress.bytes(text.length());
                    text.clear();
                }
            }
            progress.bytes(text.length());
        } catch (SQLException e) {
            throw DatabaseException.of("reading table " + Identifier.quote(table.name()) + " again", e);
        }
        return RowChecksum.printed(table, text.checksum().sum());
    }
}
