package cerb.backup.operation.drill;

import cerb.backup.backend.local.FileError;
import cerb.backup.mysql.Connections;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import cerb.backup.operation.drill.scratch.RefusedException;
import cerb.backup.operation.report.Finding;
import java.io.IOException;
import java.math.BigDecimal;
import java.nio.file.Files;
import java.nio.file.Path;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;

/**
 * What people know of their rows, as queries in a file: {@code -- a name} on a line, then a query that ends a line with {@code ;}. Each is asked of the restored database, may change nothing
 * there, and holds if it answers one number other than zero. For one thread.
 */
final class Assertions {
    private static final int ANSWER_SECONDS = 300;
    private static final long LONGEST_FILE = 1 << 20;
    private static final String SETTING = "drill.assertions";
    private static final String REMEDY = "Ask the live database the same: if it holds there, the rows were lost on the way, so look for them in older recovery points; if not, mend what is wrong there, or the query.";

    private final List<Assertion> all;

    /** A query with the name by which it is told. */
    private record Assertion(String name, String query) { }

    private Assertions(List<Assertion> all) {
        this.all = all;
    }

    /** Reads them; none where {@code file} is null. Throws RefusedException where it cannot be read as such. */
    static Assertions read(Path file) {
        if (file == null) {
            return new Assertions(List.of());
        }
        try {
            if (Files.size(file) > LONGEST_FILE) {
                throw refused(file, "it is larger than " + LONGEST_FILE + " bytes", null);
            }
            return new Assertions(parse(file, Files.readAllLines(file)));
        } catch (IOException e) {
            throw refused(file, FileError.reason(e), e);
        }
    }

    private static RefusedException refused(Path file, String why, Exception cause) {
        return new RefusedException("its assertions in " + file + " cannot be read: " + why, "Correct the file that " + SETTING + " names: a line with -- and a name, then a query that ends a line with ;.", cause);
    }

    private static List<Assertion> parse(Path file, List<String> lines) {
        List<Assertion> parsed = new ArrayList<>();
        String name = null;
        StringBuilder query = new StringBuilder();
        for (String line : lines.stream().map(String::strip).filter(line -> !line.isEmpty()).toList()) {
            if (line.startsWith("--") && query.isEmpty()) {
                name = line.substring(2).strip();
                continue;
            }
            if (name == null || name.isEmpty()) {
                throw refused(file, "a query has no name: " + line, null);
            }
            query.append(line).append('\n');
            if (line.endsWith(";")) {
                parsed.add(new Assertion(name, query.substring(0, query.length() - ";\n".length())));
                query.setLength(0);
                name = null;
            }
        }
        if (!query.isEmpty() || name != null) {
            throw refused(file, "the last one, " + name + ", has no query that ends with ;", null);
        }
        return parsed;
    }

    boolean isEmpty() {
        return all.isEmpty();
    }

    /** Asks all of them of a schema, and tells of each whether it holds. Throws DatabaseException where the schema cannot be reached. */
    void run(DatabaseAddress schema, DrillLog log) {
        try (Session session = new Connections(schema).open()) {
            // also keeps out DDL, and functions that write
            session.execute("SET SESSION TRANSACTION READ ONLY");
            for (Assertion each : all) {
                String wrong = ask(session, each.query());
                if (wrong == null) {
                    log.prove("Assertion: " + each.name() + ".");
                } else {
                    log.wrong(Finding.damage("assertion " + each.name(), wrong, REMEDY), 1);
                }
            }
        }
    }

    /** Why it does not hold, in words that follow its name; null if it does. */
    private static String ask(Session session, String query) {
        try (Statement statement = session.connection().createStatement()) {
            statement.setQueryTimeout(ANSWER_SECONDS);
            statement.setMaxRows(2);
            try (ResultSet answer = statement.executeQuery(query)) {
                if (answer.getMetaData().getColumnCount() != 1 || !answer.next()) {
                    return "answers not one row of one column";
                }
                String value = answer.getString(1);
                return answer.next() ? "answers more than one row" : judge(value);
            }
        } catch (SQLException e) {
            return "cannot be asked: " + e.getMessage();
        }
    }

    /** The value is not told unless it is a number: it may be anybody's. */
    private static String judge(String value) {
        try {
            return value != null && new BigDecimal(value).signum() != 0 ? null : "does not hold: it answers " + value;
        } catch (NumberFormatException e) {
            return "answers what is no number";
        }
    }
}
