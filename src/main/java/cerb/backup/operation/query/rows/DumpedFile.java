package cerb.backup.operation.query.rows;

import cerb.backup.format.Id;
import java.util.List;

/**
 * A file of a table's rows.
 *
 * @param path    in the snapshot
 * @param border  the first key in it, as its name has it; empty for the first file of a table
 * @param content its blobs
 */
public record DumpedFile(String path, String border, List<Id> content) {
    /** Copies the list. */
    public DumpedFile {
        content = List.copyOf(content);
    }
}
