package cerb.backup.mysql.load;

import java.util.List;
import java.util.Map;

/**
 * What was loaded.
 *
 * @param rows     rows now in the target by table
 * @param warnings what the server remarked, a bounded number, one sentence each
 */
public record LoadReport(Map<String, Long> rows, List<String> warnings) {
    /** Copies the collections. */
    public LoadReport {
        rows = Map.copyOf(rows);
        warnings = List.copyOf(warnings);
    }
}
