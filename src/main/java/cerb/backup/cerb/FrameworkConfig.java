package cerb.backup.cerb;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;

/**
 * Where Cerb's {@code framework.config.php} says its database and its storage are. Its password is not looked at. The file is never executed: what only PHP
 * could compute is named in {@link #unread()}.
 */
public final class FrameworkConfig {
    static final String NAME = "framework.config.php";
    private static final long LARGEST = 1 << 20;
    private static final String STORAGE = "APP_STORAGE_PATH";
    private static final Set<String> WANTED = Set.of("APP_DB_HOST", "APP_DB_PORT", "APP_DB_SOCKET", "APP_DB_DATABASE", STORAGE);

    private final Path directory;
    private final Map<String, String> constants = new HashMap<>();
    private final List<String> unread = new ArrayList<>();

    private FrameworkConfig(Path directory) {
        this.directory = directory;
    }

    /**
     * Reads the file of this name in Cerb's directory, or of a directory's that is given.
     *
     * @param environment variables for {@code getenv}
     * @throws IOException if there is none, it cannot be read, or it is larger than 1 MiB
     */
    public static FrameworkConfig read(Path directory, Map<String, String> environment) throws IOException {
        Path file = directory.resolve(NAME);
        if (Files.size(file) > LARGEST) {
            throw new IOException(file + " is larger than 1 MiB");
        }
        FrameworkConfig config = new FrameworkConfig(directory.toAbsolutePath().normalize());
        // Each byte a character: names of hosts and schemas in a file of any encoding stay what they are, and nothing is malformed.
        config.collect(PhpTokens.of(new String(Files.readAllBytes(file), StandardCharsets.ISO_8859_1)), environment);
        return config;
    }

    private void collect(List<PhpToken> tokens, Map<String, String> environment) {
        constants.put("__DIR__", directory.toString());
        constants.put("APP_PATH", directory.toString());
        constants.put("DIRECTORY_SEPARATOR", "/");
        for (int i = 0; i + 3 < tokens.size(); i++) {
            if (tokens.get(i).isWord("define") && tokens.get(i + 1).isSign("(") && tokens.get(i + 3).isSign(",")) {
                define(tokens.get(i + 2).text(), expression(tokens, i + 4), environment);
            }
        }
    }

    /** Up to the parenthesis that closes the call. */
    private static List<PhpToken> expression(List<PhpToken> tokens, int begin) {
        int open = 1;
        for (int i = begin; i < tokens.size(); i++) {
            open += tokens.get(i).isSign("(") ? 1 : tokens.get(i).isSign(")") ? -1 : 0;
            if (open == 0 || tokens.get(i).isSign(";")) {
                return tokens.subList(begin, i);
            }
        }
        return List.of();
    }

    /** The first definition counts, as in PHP. */
    private void define(String name, List<PhpToken> expression, Map<String, String> environment) {
        if (!WANTED.contains(name) || constants.containsKey(name)) {
            return;
        }
        try {
            constants.put(name, utf8(new PhpValue(constants, environment).of(expression)));
        } catch (PhpValue.UnreadableException e) {
            unread.add(name + ": " + e.getMessage());
        }
    }

    private static String utf8(String bytes) {
        return bytes.chars().allMatch(c -> c < 256) ? new String(bytes.getBytes(StandardCharsets.ISO_8859_1), StandardCharsets.UTF_8) : bytes;
    }

    /** The database's host, without a port. */
    public Optional<String> host() {
        return find("APP_DB_HOST").map(host -> host.contains(":") && host.indexOf(':') == host.lastIndexOf(':') ? host.substring(0, host.indexOf(':')) : host);
    }

    /** Its port, which PHP also takes after the host's name. */
    public Optional<String> port() {
        return find("APP_DB_PORT").or(() -> afterHost().filter(text -> text.matches("[0-9]{1,5}")));
    }

    /** Its Unix socket. */
    public Optional<String> socket() {
        return find("APP_DB_SOCKET").or(() -> afterHost().filter(text -> text.startsWith("/")));
    }

    private Optional<String> afterHost() {
        return find("APP_DB_HOST").filter(host -> host.indexOf(':') == host.lastIndexOf(':') && host.contains(":")).map(host -> host.substring(host.indexOf(':') + 1));
    }

    /** The schema. */
    public Optional<String> schema() {
        return find("APP_DB_DATABASE");
    }

    /** The storage directory; where nothing is said, the one below Cerb's own. */
    public Optional<Path> storage() {
        Optional<String> said = find(STORAGE);
        boolean isUnread = unread.stream().anyMatch(text -> text.startsWith(STORAGE));
        return said.map(directory::resolve).or(() -> isUnread ? Optional.empty() : Optional.of(directory.resolve("storage"))).map(Path::normalize);
    }

    /** What could not be read, with the reason. */
    public List<String> unread() {
        return List.copyOf(unread);
    }

    private Optional<String> find(String name) {
        return Optional.ofNullable(constants.get(name)).filter(value -> !value.isBlank());
    }
}
