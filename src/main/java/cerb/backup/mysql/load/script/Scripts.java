package cerb.backup.mysql.load.script;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.load.text.Files;
import cerb.backup.mysql.load.text.StatementReader;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.function.Consumer;

/** Reads files of a dump statement by statement. */
public record Scripts(LoadSource source) {
    /** Hands out each statement of these files in turn. */
    public void each(Collection<String> paths, Consumer<String> statement) {
        paths.forEach(path -> reading(path, statements -> {
            for (String sql = statements.next(); sql != null; sql = statements.next()) {
                statement.accept(sql);
            }
        }));
    }

    /** What is done with the statements of a file. */
    public interface Reading {
        void run(StatementReader statements) throws IOException;
    }

    /** Opens a file, and tells which it was that could not be read. */
    public void reading(String path, Reading reading) {
        try (InputStream in = source.open(path)) {
            reading.run(new StatementReader(in, path));
        } catch (IOException e) {
            throw new DatabaseException("reading " + path + " failed: " + e.getMessage(), LoadSource.otherWays(path) + Files.tableOf(path).map(table -> " That begins anew, with --overwrite.").orElse(""), e);
        }
    }
}
