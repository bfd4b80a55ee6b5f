package cerb.backup.operation.crosscheck;

import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.crosscheck.rows.RowSource;
import java.util.Collection;
import java.util.List;

/** The rows that refer to objects as they are now, in the database that goes on working. */
public interface LiveRows extends RowSource {
    /**
     * Asks for rows by their ids.
     *
     * @return those that are still there, in any order
     * @throws Exception if the database cannot be asked
     */
    Collection<ObjectRow> find(String table, List<Long> ids) throws Exception;

    /**
     * The newest rows of attachments that are files, a few dozen: whether their files are in a directory tells whose directory it is.
     *
     * @throws Exception if the database cannot be asked, or has no such table
     */
    Collection<ObjectRow> newestFiles() throws Exception;
}
