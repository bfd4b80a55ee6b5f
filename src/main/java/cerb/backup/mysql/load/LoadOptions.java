package cerb.backup.mysql.load;

import cerb.backup.mysql.load.target.Marker;
import java.util.Map;
import java.util.Set;

/**
 * How a dump is loaded.
 *
 * @param parallelism  files loaded at once, and tables verified at once
 * @param overwrite    drop what the target schema holds first; otherwise a schema that holds anything is refused
 * @param tables       load the rows of these tables only; empty for all
 * @param expectedRows rows that must have arrived, by table; tables not named are not checked
 * @param checksums    what the rows in the target must add up to, by table, as {@link cerb.backup.mysql.dump.TableReport#checksum()} has them; tables not
 *                     named are not read again
 * @param checksumsOf  name of the {@link cerb.backup.mysql.Server.Flavour} whose text was summed up; the other family writes some values otherwise
 */
public record LoadOptions(
        int parallelism, boolean overwrite, Set<String> tables, Map<String, Long> expectedRows, Map<String, String> checksums, String checksumsOf) {
    /** Refuses a parallelism below one; copies the collections. */
    public LoadOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
        }
        tables = Set.copyOf(tables);
        expectedRows = Map.copyOf(expectedRows);
        checksums = Map.copyOf(checksums);
    }

    /** Counts rows, and compares no checksums. */
    public LoadOptions(int parallelism, boolean overwrite, Set<String> tables, Map<String, Long> expectedRows) {
        this(parallelism, overwrite, tables, expectedRows, Map.of(), "");
    }

    /** Two files at once into an empty schema. */
    public static LoadOptions defaults() {
        return new LoadOptions(2, false, Set.of(), Map.of());
    }

    /** The same with checksums to compare, summed up over the text of this family of servers. */
    public LoadOptions withChecksums(Map<String, String> other, String flavour) {
        return new LoadOptions(parallelism, overwrite, tables, expectedRows, other, flavour);
    }

    /** Whether this table is to be loaded; a marker, of a dump of a schema that was only half loaded, never is. */
    boolean wants(String table) {
        return !table.equals(Marker.TABLE) && (tables.isEmpty() || tables.contains(table));
    }
}
