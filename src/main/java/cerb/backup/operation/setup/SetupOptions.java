package cerb.backup.operation.setup;

import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.mysql.Session;
import java.nio.file.Path;
import java.security.SecureRandom;
import java.util.Map;

/**
 * What setup starts from.
 *
 * @param file          the configuration file, which may be missing
 * @param settings      the configuration as it will be
 * @param additions     what of it is not in the file yet
 * @param database      how the backup will connect
 * @param administrator a session that may make accounts; null for none. Not closed here
 * @param accountHost   the host the server will see the backup come from
 * @param owner         whose the files will be
 * @param random        for secrets
 */
public record SetupOptions(Path file, Settings settings, Map<String, String> additions, DatabaseAddress database, Session administrator, String accountHost,
        Ownership owner, SecureRandom random) {
    /** Copies the map. */
    public SetupOptions {
        additions = Map.copyOf(additions);
    }
}
