package cerb.backup.operation.restore;

import java.nio.file.Path;
import java.util.Set;

/**
 * How a database is restored.
 *
 * @param parallelism files loaded at once
 * @param overwrite   whether what the target schema holds is dropped first; otherwise a schema that holds anything is refused
 * @param tables      load the rows of these tables only; empty for all
 * @param dataDirectory where the target server's data directory is seen from here, for a hot copy; null: where the server says
 */
public record DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables, Path dataDirectory) {
    public DatabaseOptions {
        tables = Set.copyOf(tables);
    }

    /** With the data directory where the server says. */
    public DatabaseOptions(int parallelism, boolean overwrite, Set<String> tables) {
        this(parallelism, overwrite, tables, null);
    }

    /** Everything into an empty schema, two files at once. */
    public static DatabaseOptions defaults() {
        return new DatabaseOptions(2, false, Set.of());
    }
}
