package cerb.backup.mysql.load;

import java.util.List;
import java.util.Map;

/**
 * What was loaded.
 *
 * @param rows     rows now in the target by table
 * @param compared tables whose rows were read again, and add up to the checksum of the dump
 * @param warnings what the server remarked, a bounded number, and what a person has yet to do, one sentence each
 */
public record LoadReport(Map<String, Long> rows, int compared, List<String> warnings) {
    /** Copies the collections. */
    public LoadReport {
        rows = Map.copyOf(rows);
        warnings = List.copyOf(warnings);
    }
}
