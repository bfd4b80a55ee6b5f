package cerb.backup.cli.setup;

import cerb.backup.cerb.FrameworkConfig;
import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** The configuration as it will be: what the file says stays, then what {@code --set} says, then what Cerb's own configuration says, then the places of secrets. */
final class Proposal {
    private final Path file;
    private final Map<String, String> environment;
    private final Map<String, String> written;
    private final Map<String, String> additions = new LinkedHashMap<>();
    private final List<String> remarks = new ArrayList<>();

    Proposal(Path file, Map<String, String> environment) {
        this.file = file.toAbsolutePath().normalize();
        this.environment = environment;
        this.written = Files.exists(file) ? Settings.load(file, environment).written() : Map.of();
    }

    /** Adds what the user asks for. */
    void add(Map<String, String> values) {
        values.forEach((key, value) -> add(key, value, "--set"));
    }

    /** Adds what Cerb says of its database and its storage. */
    void addCerb(Path directory) {
        FrameworkConfig cerb;
        try {
            cerb = FrameworkConfig.read(directory, environment);
        } catch (IOException e) {
            throw FailureException.refused("cannot read framework.config.php in " + directory + ": " + e, "Name the directory of Cerb that has it, as a user who can read it.");
        }
        String from = "framework.config.php";
        cerb.host().filter(host -> !host.equals("localhost")).ifPresent(host -> add(Keys.DATABASE_HOST.name(), host, from));
        cerb.port().ifPresent(port -> add(Keys.DATABASE_PORT.name(), port, from));
        cerb.socket().ifPresent(socket -> add(Keys.DATABASE_SOCKET.name(), socket, from));
        cerb.schema().ifPresent(schema -> add(Keys.DATABASE_NAME.name(), schema, from));
        cerb.storage().ifPresent(storage -> add(Keys.STORAGE_DIRECTORY.name(), storage.toString(), from));
        add(Keys.EXTRA_PATHS.name(), directory.toAbsolutePath().normalize().resolve(from).toString(), from);
        cerb.unread().forEach(line -> remarks.add("framework.config.php is not run, so this is not read from it: " + line + ". Give it with --set where the default does not hold."));
    }

    private void add(String key, String value, String from) {
        String there = written.getOrDefault(key, "");
        if (!there.isEmpty() || additions.containsKey(key)) {
            String kept = there.isEmpty() ? additions.get(key) : there;
            if (!kept.equals(value)) {
                remarks.add(key + "=" + kept + " stays; " + from + " says " + value);
            }
            return;
        }
        boolean isDefault = Keys.all().stream().anyMatch(setting -> setting.name().equals(key) && setting.defaultText().equals(value));
        if (!isDefault) {
            additions.put(key, value);
        }
    }

    /** Files for the secrets that are set nowhere, beside the configuration. */
    void addSecrets() {
        Settings settings = settings();
        addSecret(settings, Keys.DATABASE_PASSWORD_FILE, "database-password");
        addSecret(settings, Keys.REPOSITORY_PASSWORD_FILE, "repository-password");
    }

    private void addSecret(Settings settings, Setting<Path> setting, String name) {
        if (settings.find(setting).isEmpty() && settings.secret(setting).isEmpty()) {
            additions.put(setting.name(), file.resolveSibling(name).toString());
        }
    }

    /** All of it, validated. */
    Settings settings() {
        Map<String, String> all = new HashMap<>(written);
        all.putAll(additions);
        return Settings.of(all, environment);
    }

    /** What is not in the file yet. */
    Map<String, String> additions() {
        return additions;
    }

    /** What stays though somebody says otherwise, and what could not be read. */
    List<String> remarks() {
        return remarks;
    }
}
