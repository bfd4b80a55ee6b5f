package cerb.backup.operation.crosscheck.rows;

import java.util.Map;
import java.util.function.Consumer;

/** Whoever can be asked for all rows of a table, or for those of an application's own query, in the database that goes on working. */
@FunctionalInterface
public interface RowSource {
    /** In the place of a table: the application's own query. */
    String OWN_QUERY = "";

    /**
     * Hands out rows, one by one, however many there are; of a table {@code storage_*} one for each object, with its {@code pieces}, {@code chunks} (the sum of their
     * numbers), {@code last} and {@code bytes}.
     *
     * @param table a table of Cerb's, or {@link #OWN_QUERY}
     * @param row   takes each row, by its columns' names
     * @return false if there is no such query
     * @throws Exception if the database cannot be asked, or not to the end
     */
    boolean all(String table, Consumer<Map<String, Object>> row) throws Exception;
}
