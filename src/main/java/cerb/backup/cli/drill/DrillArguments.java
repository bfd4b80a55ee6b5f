package cerb.backup.cli.drill;

import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.cli.restore.RestoreTargets;
import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.drill.DrillOptions;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.nio.file.Path;

/**
 * What a drill is told, as it goes to the daemon.
 *
 * @param from         the sink to restore from; null for each in turn
 * @param databaseTo   schema or JDBC URL; null for what the configuration says
 * @param user         the account there; null for the configured one
 * @param passwordFile the file of its password; null for the configured one
 * @param storageTo    directory for the files; null for the drill's own
 */
record DrillArguments(String from, String databaseTo, String user, Path passwordFile, Path storageTo) {
    /** Reads what {@link #json} wrote. */
    static DrillArguments of(ObjectNode json) {
        return new DrillArguments(json.path("from").textValue(), json.path("database_to").textValue(), json.path("database_user").textValue(),
                path(json.path("database_password_file").textValue()), path(json.path("storage_to").textValue()));
    }

    private static Path path(String text) {
        return text == null ? null : Path.of(text);
    }

    /** The fields from, database_to, database_user, database_password_file, storage_to; paths absolute, since the daemon has another working directory. */
    ObjectNode json() {
        return Json.object().put("from", from).put("database_to", databaseTo).put("database_user", user)
                .put("database_password_file", passwordFile == null ? null : passwordFile.toAbsolutePath().toString())
                .put("storage_to", storageTo == null ? null : storageTo.toAbsolutePath().toString());
    }

    /** The targets: those of the configuration, and in their place what was told. Throws FailureException where that is not possible. */
    DrillOptions options(Settings settings) {
        DrillOptions configured = DrillOptions.of(settings);
        if (databaseTo == null && (user != null || passwordFile != null)) {
            throw FailureException.refused("an account is named, but no database", "Name the schema with --database-to, or set drill.database.user.");
        }
        DatabaseAddress server = configured.server() == null ? configured.live().address() : configured.server();
        return configured.withTargets(storageTo, databaseTo == null ? null : RestoreTargets.database(server, databaseTo, user, passwordFile));
    }
}
