package cerb.backup.cerb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.regex.MatchResult;
import java.util.regex.Pattern;

/**
 * The database that a helpdesk's configuration names, as far as that can be read. No account and no password is looked at.
 *
 * @param host   where its server is, without a port; empty where the file does not say
 * @param port   the server's port; empty where the file does not say, which means 3306
 * @param schema its name; empty where the file does not say
 */
public record NamedDatabase(String host, String port, String schema) {
    private static final String USUAL_PORT = "3306";
    private static final String ENVIRONMENT = ".env";
    private static final String HOST = "HOST";
    private static final long LARGEST = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("^\\s*(?:export\\s+)?\\w*(?:DB|DATABASE|MYSQL|MARIADB)_(HOST|PORT|NAME|DATABASE|SCHEMA)\\s*=[ \\t\"']*([^\\s\"'#:]+)(?::([0-9]+))?", Pattern.MULTILINE);

    /** Whether a file may name one: {@code framework.config.php}, or a container's {@code .env}. */
    public static boolean isIn(Path file) {
        String name = String.valueOf(file.getFileName());
        return name.equals(FrameworkConfig.NAME) || name.equals(ENVIRONMENT);
    }

    /**
     * Reads such a file; variables of this process are none of the helpdesk's. Empty where an {@code .env} is not about a database.
     *
     * @throws IOException if it cannot be read, or is larger than 1 MiB
     */
    public static Optional<NamedDatabase> read(Path file) throws IOException {
        if (String.valueOf(file.getFileName()).equals(FrameworkConfig.NAME)) {
            FrameworkConfig config = FrameworkConfig.read(file.toAbsolutePath().getParent(), Map.of());
            return Optional.of(new NamedDatabase(config.host().orElse(""), config.port().orElse(""), config.schema().orElse("")));
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        List<MatchResult> variables = VARIABLE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).results().toList();
        String port = value(variables, "PORT", 2).or(() -> value(variables, HOST, 3)).orElse("");
        NamedDatabase named = new NamedDatabase(value(variables, HOST, 2).orElse(""), port, value(variables, "NAME|DATABASE|SCHEMA", 2).orElse(""));
        return Optional.of(named).filter(database -> !database.toString().isEmpty());
    }

    private static Optional<String> value(List<MatchResult> variables, String names, int group) {
        return variables.stream().filter(variable -> variable.group(1).matches(names)).findFirst().map(variable -> variable.group(group));
    }

    /** Whether its server listens at this port, as far as that is known. */
    public boolean isAt(int other) {
        return (port.isEmpty() ? USUAL_PORT : port).equals(Integer.toString(other));
    }

    /** Such as {@code cerb at db.example.com:3307}; empty where nothing is known of it. */
    @Override
    public String toString() {
        String server = host.isEmpty() ? "" : " at " + host + (port.isEmpty() ? "" : ":" + port);
        return schema.isEmpty() && host.isEmpty() ? "" : (schema.isEmpty() ? "a schema" : schema) + server;
    }
}
