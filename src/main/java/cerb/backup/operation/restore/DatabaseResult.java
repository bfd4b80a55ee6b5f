package cerb.backup.operation.restore;

import cerb.backup.operation.rehearsal.Neutralised;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;
import java.util.TreeSet;
import java.util.stream.Stream;

/**
 * What was restored of a database.
 *
 * @param rows        rows now in the target by table
 * @param compared    tables whose rows were read again, and add up to the checksum of the dump
 * @param warnings    what the server remarked, and what a person has yet to do, one sentence each
 * @param neutralised what was changed so that a rehearsal harms nobody, or null where that was not asked for
 * @param withoutRows tables whose rows were left out, as was asked for
 * @param unmade      views that could not be made since something that they read is not at the target, such as {@code view `v`}, each with the server's reason
 * @param half        whether the schema was itself only half restored when it was dumped
 */
public record DatabaseResult(Map<String, Long> rows, int compared, List<String> warnings, Neutralised neutralised, Set<String> withoutRows, Map<String, String> unmade, boolean half) {
    /** Copies the collections. */
    public DatabaseResult {
        rows = Map.copyOf(rows);
        warnings = List.copyOf(warnings);
        withoutRows = Collections.unmodifiableSortedSet(new TreeSet<>(withoutRows));
        unmade = Collections.unmodifiableSortedMap(new TreeMap<>(unmade));
    }

    /** Whether the database lacks what the dump has, or the dump what its schema should have had. */
    public boolean incomplete() {
        return half || !withoutRows.isEmpty() || !unmade.isEmpty();
    }

    /** The same with one more remark. */
    DatabaseResult with(String warning) {
        return new DatabaseResult(rows, compared, Stream.concat(warnings.stream(), Stream.of(warning)).toList(), neutralised, withoutRows, unmade, half);
    }
}
