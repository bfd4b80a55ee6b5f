package cerb.backup.cli.backup;

import cerb.backup.cli.output.HumanSize;
import cerb.backup.cli.output.Table;
import com.fasterxml.jackson.databind.JsonNode;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Locale;
import java.util.stream.StreamSupport;

/** What of each table a dump stored anew, for people. */
final class TableGrowth {
    private static final int MOST_LINES = 12;
    private static final Comparator<JsonNode> LARGEST_FIRST = Comparator.comparingLong(table -> -added(table));

    private TableGrowth() {}

    /** A line for each table of the verb's result of which something was new, the largest first; the last ones together. Empty if nothing was. */
    static List<String> lines(JsonNode tables) {
        List<JsonNode> grown = StreamSupport.stream(tables.spliterator(), false).filter(table -> added(table) > 0).sorted(LARGEST_FIRST).toList();
        if (grown.isEmpty()) {
            return List.of();
        }
        Table lines = new Table("table", "rows", "text", "new", "known");
        grown.stream().limit(MOST_LINES).forEach(table -> lines.add(table.path("name").asText(), table.path("rows").asText(),
                HumanSize.of(table.path("bytes").asLong()), HumanSize.of(added(table)), known(table)));
        List<String> all = new ArrayList<>(lines.lines());
        if (grown.size() > MOST_LINES) {
            long rest = grown.stream().skip(MOST_LINES).mapToLong(TableGrowth::added).sum();
            all.add(grown.size() - MOST_LINES + " more tables: " + HumanSize.of(rest) + " new");
        }
        return all;
    }

    private static String known(JsonNode table) {
        long bytes = table.path("bytes").asLong();
        return String.format(Locale.ROOT, "%.1f %%", bytes == 0 ? 0 : 100.0 * (bytes - Math.min(bytes, added(table))) / bytes);
    }

    private static long added(JsonNode table) {
        return table.path("bytes_added").asLong();
    }
}
