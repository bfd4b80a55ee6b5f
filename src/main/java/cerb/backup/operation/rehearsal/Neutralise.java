package cerb.backup.operation.rehearsal;

import cerb.backup.cerb.Release;
import cerb.backup.cerb.StorageProfile;
import cerb.backup.cerb.rehearsal.Measure;
import cerb.backup.cerb.rehearsal.Neutralisation;
import cerb.backup.mysql.DatabaseException;
import cerb.backup.operation.rehearsal.Neutralised.Change;
import java.sql.Connection;
import java.sql.ResultSet;
import java.sql.SQLException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashSet;
import java.util.List;
import java.util.Locale;
import java.util.Map;
import java.util.Optional;
import java.util.OptionalLong;
import java.util.Set;
import java.util.TreeMap;

/** Neutralises the database that a connection is in. Used once, by one thread. */
public final class Neutralise {
    private final Connection connection;
    private final Map<String, Set<String>> columns = new TreeMap<>();
    private final List<Change> changes = new ArrayList<>();
    private final List<String> notes = new ArrayList<>();
    private final List<String> missing = new ArrayList<>();
    private final Map<Long, StorageProfile> elsewhere = new TreeMap<>();

    private Neutralise(Connection connection) {
        this.connection = connection;
    }

    /** Refuses a database whose tables say that it is none of Cerb's: where nothing is known, nothing can be promised. */
    public static void demandHelpdesk(Collection<String> tables) {
        if (!tables.contains(Neutralisation.REQUIRED)) {
            throw new DatabaseException("neutralising refused: there is no table " + Neutralisation.REQUIRED + ", so this is not Cerb's database, and what it would do by itself is not known",
                    "Restore it without --neutralise, and keep what runs on it from the network.");
        }
    }

    /**
     * Changes what has to be changed, and commits.
     *
     * @param connection in the schema, with nothing uncommitted; afterwards it commits by itself or not as before
     * @throws DatabaseException if the schema is none of Cerb's, a table is not what it should be, or a statement fails: nothing has been changed then in
     *                           tables with transactions
     */
    public static Neutralised run(Connection connection) {
        try {
            boolean commitsItself = connection.getAutoCommit();
            connection.setAutoCommit(false);
            try {
                Neutralised neutralised = new Neutralise(connection).run();
                connection.commit();
                return neutralised;
            } catch (SQLException | RuntimeException e) {
                connection.rollback();
                throw e;
            } finally {
                connection.setAutoCommit(commitsItself);
            }
        } catch (SQLException e) {
            throw DatabaseException.of("neutralising the restored database", e);
        }
    }

    private Neutralised run() throws SQLException {
        try (Statement statement = connection.createStatement()) {
            readColumns(statement);
            demandHelpdesk(columns.keySet());
            OptionalLong revision = revision(statement);
            Optional<Release> release = Release.of(columns.keySet(), revision);
            readProfiles(statement);
            for (Measure measure : Neutralisation.MEASURES) {
                take(measure, release, statement);
            }
            String described = Release.describe(release, revision);
            return new Neutralised(described, changes, warnings(release, described), notes, elsewhere);
        }
    }

    private void readColumns(Statement statement) throws SQLException {
        try (ResultSet rows = statement.executeQuery("SELECT TABLE_NAME, COLUMN_NAME FROM information_schema.COLUMNS WHERE TABLE_SCHEMA = DATABASE()")) {
            while (rows.next()) {
                columns.computeIfAbsent(rows.getString(1), table -> new HashSet<>()).add(rows.getString(2).toLowerCase(Locale.ROOT));
            }
        }
    }

    /** Before they lead nowhere: the rows whose objects they name still have them there. */
    private void readProfiles(Statement statement) throws SQLException {
        if (columns.getOrDefault(StorageProfile.TABLE, Set.of()).containsAll(Set.of("id", "params_json"))) {
            try (ResultSet rows = statement.executeQuery("SELECT id, params_json FROM " + StorageProfile.TABLE)) {
                while (rows.next()) {
                    StorageProfile profile = StorageProfile.of(rows.getString(2));
                    if (profile.isElsewhere()) {
                        elsewhere.put(rows.getLong(1), profile);
                    }
                }
            }
        }
    }

    private OptionalLong revision(Statement statement) throws SQLException {
        if (!columns.containsKey(Release.HISTORY)) {
            return OptionalLong.empty();
        }
        try (ResultSet row = statement.executeQuery(Release.REVISION_QUERY)) {
            return row.next() ? OptionalLong.of(row.getLong(1)) : OptionalLong.empty();
        }
    }

    private void take(Measure measure, Optional<Release> release, Statement statement) throws SQLException {
        Set<String> present = columns.get(measure.table());
        if (present != null && present.containsAll(measure.columns())) {
            changes.add(new Change(measure.table(), statement.executeLargeUpdate(measure.sql()), measure.effect()));
        } else if (release.isPresent() && !measure.known().contains(release.get())) {
            notes.add("Cerb " + release.get().number() + " has nothing in " + measure.table() + " that acts by itself");
        } else if (present == null || release.isEmpty() && measure.known().size() < Release.values().length) {
            missing.add(measure.table());
        } else {
            throw new DatabaseException("neutralising the restored database failed: table " + measure.table() + " has other columns than Cerb's, so that it cannot be neutralised",
                    "Let no helpdesk run on it; restore without --neutralise where it has no network.");
        }
    }

    private List<String> warnings(Optional<Release> release, String described) {
        List<String> warnings = new ArrayList<>();
        if (release.isEmpty()) {
            warnings.add("The database is of " + described + ": what is known of 10.4 to 11.2 was changed; see for yourself what else it does by itself before a helpdesk runs on it.");
        }
        if (!missing.isEmpty()) {
            warnings.add("Not found" + (release.isPresent() ? ", although " + described + " has them" : "") + ": " + String.join(", ", missing)
                    + ". What those tables would do by themselves, nothing does here, unless it is kept elsewhere.");
        }
        return warnings;
    }
}
