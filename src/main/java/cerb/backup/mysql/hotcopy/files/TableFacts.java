package cerb.backup.mysql.hotcopy.files;

import cerb.backup.mysql.Session;
import cerb.backup.mysql.schema.Table;
import java.time.Instant;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Objects;
import java.util.Optional;

/** What information_schema says of the tables of the session's schema. */
public final class TableFacts {
    private final Map<String, Long> dataBytes = new HashMap<>();
    private final Map<String, String> rowFormats = new HashMap<>();
    private final Map<String, Long> writtenAt = new HashMap<>();
    private final Map<String, Integer> partitions = new HashMap<>();

    private TableFacts() {
    }

    /** Asks the server. */
    public static TableFacts of(Session session) {
        TableFacts facts = new TableFacts();
        for (List<String> row : session.rows("SELECT TABLE_NAME, DATA_LENGTH, ROW_FORMAT, UNIX_TIMESTAMP(UPDATE_TIME) FROM information_schema.TABLES WHERE TABLE_SCHEMA=DATABASE()")) {
            facts.dataBytes.put(row.get(0), row.get(1) == null ? 0 : Long.parseLong(row.get(1)));
            facts.rowFormats.put(row.get(0), Objects.requireNonNullElse(row.get(2), ""));
            facts.writtenAt.put(row.get(0), row.get(3) == null ? null : (long) Double.parseDouble(row.get(3)));
        }
        // not grouped by the server, to which names that differ by case are one
        session.rows("SELECT TABLE_NAME FROM information_schema.PARTITIONS WHERE TABLE_SCHEMA=DATABASE()").forEach(row -> facts.partitions.merge(row.get(0), 1, Integer::sum));
        return facts;
    }

    /** Partitions, subpartitions where there are some; 1 for a table that has none. */
    int partitions(Table table) {
        return partitions.getOrDefault(table.name(), 1);
    }

    /** Bytes of rows; exact but for InnoDB. */
    public long dataBytes(Table table) {
        return dataBytes.getOrDefault(table.name(), -1L);
    }

    /** When the file of its rows was written last, which is its time stamp; of a partitioned table the latest of its files. Empty if unknown, and of no use for InnoDB. */
    public Optional<Instant> writtenAt(Table table) {
        return Optional.ofNullable(writtenAt.get(table.name())).map(Instant::ofEpochSecond);
    }

    /** A table's row format; empty if unknown. */
    public String rowFormat(String table) {
        return rowFormats.getOrDefault(table, "");
    }

    /** The row formats of these tables. */
    public Map<String, String> rowFormats(List<Table> tables) {
        Map<String, String> formats = new HashMap<>();
        tables.forEach(table -> formats.put(table.name(), rowFormat(table.name())));
        return formats;
    }
}
