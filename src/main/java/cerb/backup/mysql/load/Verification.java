package cerb.backup.mysql.load;

import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import cerb.backup.mysql.parallel.Workers;
import cerb.backup.mysql.schema.SchemaReader;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.text.RowChecksum;
import cerb.backup.mysql.text.RowText;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.util.ArrayList;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.function.Supplier;

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

    /** The tables that differ, with what is wrong, sorted; empty if all is well. */
    List<String> differences() {
        Map<String, String> expected = new TreeMap<>(options.checksums());
        expected.keySet().removeIf(table -> !options.wants(table));
        if (expected.values().removeIf(checksum -> !RowChecksum.isComparable(checksum))) {
            tally.warn("rows were counted, but their checksums not compared: the dump's are of a version that wrote some values otherwise");
        }
        if (expected.isEmpty() || !isComparable()) {
            return List.of();
        }
        List<Table> tables = tables(expected.keySet());
        Set<String> absent = new HashSet<>(expected.keySet());
        tables.forEach(table -> absent.remove(table.name()));
        List<String> wrong = new ArrayList<>();
        absent.forEach(table -> wrong.add(Identifier.quote(table) + " is not there"));
        LoadProgress progress = new LoadProgress(listener::verified, tables.size(), tables.stream().mapToLong(table -> bytes.getOrDefault(table.name(), 0L)).sum());
        new Workers<>(tables, options.parallelism(), "verifying").run(queue -> compare(queue, expected, progress)).forEach(wrong::addAll);
        wrong.sort(null);
        return wrong;
    }

    private boolean isComparable() {
        try (Session session = connections.open()) {
            String flavour = session.server().flavour().name();
            if (!flavour.equals(options.checksumsOf())) {
                tally.warn("rows were counted, but their checksums not compared: " + flavour + " writes some values otherwise than " + options.checksumsOf());
                return false;
            }
            return true;
        }
    }

    private List<Table> tables(Set<String> names) {
        try (Session session = connections.open()) {
            return new SchemaReader(session, names::contains).read().tables();
        }
    }

    private List<String> compare(Supplier<Table> queue, Map<String, String> expected, LoadProgress progress) {
        List<String> wrong = new ArrayList<>();
        try (Session session = connections.open()) {
            for (Table table = queue.get(); table != null; table = queue.get()) {
                String checksum = checksum(session, table, progress);
                progress.part();
                if (checksum.equals(expected.get(table.name()))) {
                    tally.same();
                } else {
                    wrong.add(Identifier.quote(table.name()) + ": checksum " + checksum + " in the place of " + expected.get(table.name()));
                }
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
        return RowChecksum.printed(text.checksum().sum());
    }
}
