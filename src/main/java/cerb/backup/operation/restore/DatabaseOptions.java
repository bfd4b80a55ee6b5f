package cerb.backup.operation.restore;

import java.util.Set;

/**
 * How a database is restored.
 *
 * @param parallelism files loaded at once
 * @param overwrite   whether what the target schema holds is dropped first; otherwise a schema that holds anything is refused
 * @param tables      load the rows of these tables only; empty for all
 */
public record DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables) {
    public DatabaseOptions {
        tables = Set.copyOf(tables);
    }

    /** Everything into an empty schema, two files at once. */
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(2, false, Set.of());
    }
}
