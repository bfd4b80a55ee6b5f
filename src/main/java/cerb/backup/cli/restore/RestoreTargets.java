package cerb.backup.cli.restore;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.crypto.Password;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.LiveDatabase;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.storage.RelativePath;
import java.nio.file.Path;
import java.util.function.Supplier;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Reads what a restore is told: where to, of when, which files. */
public final class RestoreTargets {
    private static final Pattern URL = Pattern.compile("jdbc:(?:mysql|mariadb)://(?<host>[A-Za-z0-9._-]+|\\[[0-9A-Fa-f:]+])(?::(?<port>[0-9]{1,5}))?/(?<schema>[^/?#]+)");

    private final Settings settings;

    RestoreTargets(Settings settings) {
        this.settings = settings;
    }

    /** The schema that is written to; {@code user} and {@code passwordFile} may be null. */
    DatabaseAddress database(String nameOrUrl, String user, Path passwordFile) {
        return database(LiveDatabase.of(settings), nameOrUrl, user, passwordFile);
    }

    /** The same, where a name alone is that of a schema on the server {@code configured}. The configured password is the configured account's alone: another one has that of its file, or none. Throws FailureException where a URL is not of the form we take. */
    public static DatabaseAddress database(DatabaseAddress configured, String nameOrUrl, String user, Path passwordFile) {
        String account = user == null ? configured.user() : user;
        Supplier<String> password = password(configured, account, passwordFile);
        if (!nameOrUrl.startsWith("jdbc:")) {
            return new DatabaseAddress(configured.host(), configured.port(), configured.socket(), nameOrUrl, account, password, configured.tls());
        }
        Matcher url = URL.matcher(nameOrUrl);
        if (!url.matches()) {
            // The URL itself is not repeated: it may hold a password.
            throw FailureException.refused("the URL of --database-to is not of the form jdbc:mysql://host:port/schema",
                    "Leave user, password and options out of it; name them with --database-user and --database-password-file.");
        }
        int port = url.group("port") == null ? 3306 : Integer.parseInt(url.group("port"));
        return new DatabaseAddress(url.group("host"), port, "", url.group("schema"), account, password, configured.tls());
    }

    private static Supplier<String> password(DatabaseAddress configured, String account, Path file) {
        if (file != null) {
            return () -> Password.readSecret(file).text();
        }
        return account.equals(configured.user()) ? configured.password() : () -> "";
    }

    /** Where the target server's data directory is seen from here; null: where the server says. What is configured is the configured server's. */
    Path dataDirectory(String nameOrUrl) {
        return nameOrUrl == null || nameOrUrl.startsWith("jdbc:") ? null : settings.find(Keys.HOTCOPY_DATA_DIRECTORY).filter(path -> !path.isEmpty()).map(Path::of).orElse(null);
    }

    /** A path below the storage directory, however it is written; {@code content} knows names that are shown with escapes. */
    static RelativePath below(String text, SnapshotContent content) {
        String path = text.replaceAll("/+", "/").replaceAll("^/(storage(/|$))?", "").replaceAll("/$", "");
        return path.isEmpty() ? RelativePath.ROOT : path.indexOf('\\') < 0 ? RelativePath.of(path) : content.inStorage(path);
    }
}
