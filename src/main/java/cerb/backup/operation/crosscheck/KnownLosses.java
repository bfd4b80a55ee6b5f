package cerb.backup.operation.crosscheck;

import cerb.backup.cerb.ObjectTable;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashSet;
import java.util.List;
import java.util.Set;
import java.util.function.Consumer;
import java.util.regex.Pattern;

/**
 * Rows whose objects a person has given up, from a file of lines such as {@code attachment 17}; of another application, what its query calls them. Without it, one object that was lost for good would make every
 * later recovery point incomplete, and {@code latest} stay at the one before. Immutable.
 */
public final class KnownLosses {
    /** More than any helpdesk has lost; a file that is larger is another one. */
    private static final long LARGEST = 8 << 20;
    private static final Pattern CERB = Pattern.compile("[a-z_]{1,64} [0-9]{1,19}");
    /** Another application's query gives its rows any name. */
    private static final Pattern ANY = Pattern.compile(".{1,255}");
    private static final String REMEDY = "Mend the file that storage.known-lost names: one row a line, such as attachment 17.";

    private final Set<String> rows;

    private KnownLosses(Set<String> rows) {
        this.rows = rows;
    }

    /** Reads the file, UTF-8; null: no losses are known. What cannot be read or understood is told, and excuses nothing. */
    public static KnownLosses read(Path file, boolean cerb, Consumer<Finding> findings) {
        Set<String> rows = new HashSet<>();
        if (file != null) {
            try {
                List<String> lines = lines(file);
                for (int i = 0; i < lines.size(); i++) {
                    add(lines.get(i).replaceFirst("#.*", "").strip().replaceAll("\\s+", " "), i + 1, cerb ? CERB : ANY, rows, findings);
                }
            } catch (IOException e) {
                findings.accept(new Finding(Finding.Severity.NOTE, "storage.known-lost", "cannot be read, so no loss counts as known: " + e, REMEDY));
            }
        }
        return new KnownLosses(rows);
    }

    private static List<String> lines(Path file) throws IOException {
        long bytes = Files.size(file);
        if (bytes > LARGEST) {
            throw new IOException("the file has " + bytes + " bytes, more than " + LARGEST);
        }
        return Files.readAllLines(file);
    }

    private static void add(String line, int number, Pattern row, Set<String> rows, Consumer<Finding> findings) {
        if (row.matcher(line).matches()) {
            rows.add(line);
        } else if (!line.isEmpty()) {
            findings.accept(new Finding(Finding.Severity.NOTE, "storage.known-lost", "line " + number + " names no row", REMEDY));
        }
    }

    boolean holds(ObjectTable table, long id) {
        return holds(table.table() + " " + id);
    }

    boolean holds(String row) {
        return rows.contains(row);
    }
}
