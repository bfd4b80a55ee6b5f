package cerb.backup.mysql.load;

import java.util.Map;
import java.util.Set;

/**
 * How a dump is loaded.
 *
 * @param parallelism  files loaded at once
 * @param overwrite    drop what the target schema holds first; otherwise a schema that holds anything is refused
 * @param tables       load the rows of these tables only; empty for all
 * @param expectedRows rows that must have arrived, by table; tables not named are not checked
 */
public record LoadOptions(int parallelism, boolean overwrite, Set<String> tables, Map<String, Long> expectedRows) {
    /** Refuses a parallelism below one; copies the collections. */
    public LoadOptions {
        if (parallelism < 1) {
            throw new IllegalArgumentException("parallelism must be at least 1, not " + parallelism);
        }
        tables = Set.copyOf(tables);
        expectedRows = Map.copyOf(expectedRows);
    }

    /** Two files at once into an empty schema. */
    public static LoadOptions defaults() {
        return new LoadOptions(2, false, Set.of(), Map.of());
    }
}
