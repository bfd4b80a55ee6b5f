package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.hotcopy.files.DataDirectory;
import cerb.backup.mysql.schema.Table;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Locale;

/**
 * The {@code .cfg} file that FLUSH TABLES ... FOR EXPORT writes beside an InnoDB file, and removes when the lock ends: so it proves whose file that is, and
 * names the columns that the file really has.
 */
final class TablespaceDescription {
    private static final String HIDDEN_COLUMN = "FTS_DOC_ID";

    private final String text;

    private TablespaceDescription(String text) {
        this.text = text;
    }

    /** Reads one; throws if there is none that was written since {@code locked}. */
    static TablespaceDescription of(Path cfg, Instant locked) {
        try {
            if (!Files.exists(cfg) || Files.getLastModifiedTime(cfg).toInstant().isBefore(locked.minus(DataDirectory.CLOCK_TICK))) {
                throw DataDirectory.unreachable(cfg, "was not written by the server while it held the table for export, so the directory is another server's");
            }
            return new TablespaceDescription(Files.readString(cfg, StandardCharsets.ISO_8859_1));
        } catch (IOException e) {
            throw DataDirectory.unreachable(cfg, "cannot be read: " + e);
        }
    }

    /** Refuses a file with a column that no table made by the table's definition has: its import would fail, or leave a broken index. */
    void demandUsable(Table table) {
        String ddl = table.ddl().toUpperCase(Locale.ROOT);
        if (text.contains(HIDDEN_COLUMN) && !ddl.contains("FULLTEXT") && !ddl.contains(HIDDEN_COLUMN)) {
            throw new DatabaseException("the files of table " + table.name() + " cannot be copied: they keep the hidden column of a full-text index that was dropped",
                "Run ALTER TABLE " + table.name() + " FORCE, which removes it, or set dump.method=sql.");
        }
    }
}
