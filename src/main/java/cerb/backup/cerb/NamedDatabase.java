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
 * @param schema its name; empty where the file does not say
 */
public record NamedDatabase(String host, String schema) {
    private static final String ENVIRONMENT = ".env";
    private static final long LARGEST = 1 << 20;
    private static final Pattern VARIABLE = Pattern.compile("^\\s*(?:export\\s+)?\\w*(?:DB|DATABASE|MYSQL|MARIADB)_(?:(HOST)|NAME|DATABASE|SCHEMA)\\s*=[ \\t\"']*([^\\s\"'#:]+)", Pattern.MULTILINE);

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
            return Optional.of(new NamedDatabase(config.host().orElse(""), config.schema().orElse("")));
        }
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        List<MatchResult> variables = VARIABLE.matcher(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)).results().toList();
        return variables.isEmpty() ? Optional.empty() : Optional.of(new NamedDatabase(value(variables, true).orElse(""), value(variables, false).orElse("")));
    }

    private static Optional<String> value(List<MatchResult> variables, boolean host) {
        return variables.stream().filter(variable -> variable.group(1) != null == host).map(variable -> variable.group(2)).findFirst();
    }

    /** Such as {@code cerb at db.example.com}; empty where nothing is known of it. */
    @Override
    public String toString() {
        return schema.isEmpty() && host.isEmpty() ? "" : (schema.isEmpty() ? "a schema" : schema) + (host.isEmpty() ? "" : " at " + host);
    }
}
