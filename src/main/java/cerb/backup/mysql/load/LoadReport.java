package cerb.backup.mysql.load;

import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;

/**
 * What was loaded.
 *
 * @param rows     rows now in the target by table
 * @param compared tables whose rows were read again, and add up to the checksum of the dump
 * @param warnings what the server remarked, a bounded number, and what a person has yet to do, one sentence each
 * @param unmade   views that could not be made since something that they read is not at the target, such as {@code view `v`}, each with the server's reason
 */
public record LoadReport(Map<String, Long> rows, int compared, List<String> warnings, Map<String, String> unmade) {
    /** Copies the collections. */
    public LoadReport {
        rows = Map.copyOf(rows);
        warnings = List.copyOf(warnings);
        unmade = Collections.unmodifiableSortedMap(new TreeMap<>(unmade));
    }

    /** The same, after these remarks. */
    public LoadReport with(List<String> earlier) {
        return new LoadReport(rows, compared, Stream.concat(earlier.stream(), warnings.stream()).toList(), unmade);
    }
}
