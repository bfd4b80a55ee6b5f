package cerb.backup.mysql.load.script;

import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.load.text.Files;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.util.Collection;
import java.util.List;

/** The files of a dump, wherever they are. Thread-safe. */
public interface LoadSource {
    /** What a person and a program tell this dump from every other by; the same whenever its files are. Less than 1,000 characters. */
    String identity();

    /** All paths, as {@link cerb.backup.mysql.dump.report.DumpPart#path()} has them. */
    List<String> paths();

    /** The bytes of one of them. */
    long size(String path);

    /** Opens one of them. */
    InputStream open(String path) throws IOException;

    /** Reads files to their end before what {@code target} holds is dropped, which a damaged dump cannot give back. Throws DatabaseException where one cannot be read. */
    default void readThrough(Collection<String> paths, DatabaseAddress target) {
        for (String path : paths) {
            try (InputStream in = open(path)) {
                in.transferTo(OutputStream.nullOutputStream());
            } catch (IOException | RuntimeException e) {
                throw new DatabaseException("loading into " + target + " refused: " + path + " of the dump cannot be read: " + e.getMessage(),
                    otherWays(path) + " Nothing has been changed in the database.", e);
            }
        }
    }

    /** What to do where a file is damaged, a sentence. */
    static String otherWays(String path) {
        String table = Files.tableOf(path).orElse(path.contains("/hotcopy/") ? "TABLE" : "");
        return "Restore from another copy of the repository, such as a sink's with --from, or an older recovery point" + (table.isEmpty() ? "."
                : "; or restore all but the rows of this table with --skip-table " + table + ", which makes it empty.");
    }
}
