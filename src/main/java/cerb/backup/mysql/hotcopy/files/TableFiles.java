package cerb.backup.mysql.hotcopy.files;

import cerb.backup.mysql.schema.Table;
import java.nio.file.Path;
import java.util.List;

/**
 * A table and the files that hold its rows.
 *
 * @param table  the table
 * @param engine how it is copied
 * @param rows   the files that hold its rows, one a partition
 */
public record TableFiles(Table table, CopyEngine engine, List<Path> rows) {
    /** Copies the list. */
    public TableFiles {
        rows = List.copyOf(rows);
    }

    /** The file that belongs to one of {@link #rows}: InnoDB's description, or the index. */
    public Path second(Path file) {
        return file.resolveSibling(engine.second(file.getFileName().toString()));
    }
}
