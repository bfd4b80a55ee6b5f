package cerb.backup.cli.work;

import cerb.backup.cli.output.Json;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.manifest.DatabasePart;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Collectors;

/** How consistent a dump is, and what it locked, for JSON and for people. */
public final class DatabaseText {
    private DatabaseText() { }

    /**
     * As JSON: name, captured_at, tables (a count for each of snapshot, locked and best-effort that there is), best_effort and locked (the names of those, in which all others are snapshots), locked_ms,
     * locks[lock, attempts, held_ms, longest_ms] and, for a dump of a replica, source (binlog_file, binlog_position, gtid).
     */
    public static ObjectNode json(DatabasePart part) {
        ObjectNode json = Json.object().put("name", part.name()).put("captured_at", part.capturedAt());
        Map<String, Integer> counts = part.tables().stream()
                .collect(Collectors.toMap(DatabasePart.TablePart::consistency, table -> 1, Integer::sum, TreeMap::new));
        counts.forEach(json.putObject("tables")::put);
        json.set("best_effort", named(part, "best-effort"));
        json.set("locked", named(part, "locked"));
        json.put("locked_ms", part.lockedMillis());
        ArrayNode locks = json.putArray("locks");
        part.locks().forEach(lock -> locks.addObject().put("lock", lock.lock()).put("attempts", lock.attempts())
                .put("held_ms", lock.heldMillis()).put("longest_ms", lock.longestMillis()));
        if (part.source() != null) {
            json.putObject("source").put("binlog_file", part.source().binlogFile()).put("binlog_position", part.source().binlogPosition()).put("gtid", part.source().gtid());
        }
        return json;
    }

    private static ArrayNode named(DatabasePart part, String consistency) {
        return Json.array(part.tables().stream().filter(table -> table.consistency().equals(consistency)).map(DatabasePart.TablePart::name).toList());
    }

    /** The JSON as a line for people, such as {@code 120 tables: 118 snapshot, 2 locked; locked schema 12 ms, table a 340 ms}. */
    public static String line(JsonNode database) {
        List<String> counts = new ArrayList<>();
        int tables = 0;
        for (Map.Entry<String, JsonNode> count : database.path("tables").properties()) {
            tables += count.getValue().asInt();
            counts.add(count.getValue().asInt() + " " + count.getKey());
        }
        List<String> locks = new ArrayList<>();
        database.path("locks").forEach(lock -> locks.add(lock.path("lock").asText() + " " + lock.path("held_ms").asLong() + " ms"
                + (lock.path("attempts").asInt() > 1 ? " (" + lock.path("attempts").asInt() + " attempts, the longest " + lock.path("longest_ms").asLong() + " ms)" : "")));
        return (tables == 0 ? "no tables" : Plurals.words(tables, "table") + ": " + String.join(", ", counts)) + (locks.isEmpty() ? "; no lock needed" : "; locked " + String.join(", ", locks));
    }
}
