package cerb.backup.configuration;

import cerb.backup.configuration.value.StorageKind;
import cerb.backup.crypto.Password;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.TreeMap;
import java.util.stream.Stream;

/** The configuration of one helpdesk: validated as a whole, immutable, safe for use by several threads. Secrets are read when they are asked for. */
public final class Settings {
    private final Source source;
    private final Map<String, Setting<?>> known;
    private final Secrets secrets;
    private final Optional<String> sinksInUse;

    private Settings(Source source, Set<String> twice) {
        this(source, new Validation(source, twice).run(), Optional.empty());
    }

    private Settings(Source source, Map<String, Setting<?>> known, Optional<String> sinksInUse) {
        this.source = source;
        this.known = known;
        this.secrets = new Secrets(source);
        this.sinksInUse = sinksInUse;
    }

    /**
     * Reads a properties file in UTF-8, with the environment over it.
     *
     * @param environment the environment's variables, such as {@code System.getenv()}
     * @throws ConfigurationException where the file cannot be read, or with everything that is wrong in it
     */
    public static Settings load(Path file, Map<String, String> environment) {
        SettingsFile read = SettingsFile.read(file);
        return new Settings(new Source(read, environment), read.twice());
    }

    /**
     * Makes settings of values that are at hand, with the environment over them.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public static Settings of(Map<String, String> values, Map<String, String> environment) {
        return new Settings(new Source(null, Map.copyOf(values), environment), Set.of());
    }

    /**
     * The same settings with further values, over the file and the environment. Where {@code sinks} is among them, nothing stays of other sinks.
     *
     * @throws ConfigurationException with everything that is wrong
     */
    public Settings with(Map<String, String> values) {
        return new Settings(source.with(values), Set.of());
    }

    /** The same settings with fewer sinks, for a verb that must not wait for those it has no use for. */
    public Settings usingSinks(List<String> names) {
        return new Settings(source, known, Optional.of(String.join(",", names)));
    }

    /** The file that was read; empty where the values were at hand. */
    public Optional<Path> file() {
        return source.path();
    }

    /** The keys that stand in the file with their texts, whatever the environment says. */
    public Map<String, String> written() {
        return Map.copyOf(source.file());
    }

    /** The environment variables that stand for keys, whether or not they are set. */
    public List<String> variables() {
        return known.values().stream().map(Setting::variable).toList();
    }

    /** The value of a key that is set or has a default. Throws ConfigurationException where neither is so. */
    public <T> T get(Setting<T> setting) {
        return find(setting).orElseThrow(() -> new ConfigurationException(setting.name() + " is not set",
                "Set it in " + file().map(Path::toString).orElse("the configuration") + " or as " + setting.variable() + " in the environment."));
    }

    /** The value of a key, else its default; empty where there is neither. A schedule or pattern set to nothing is empty as well; a list set to nothing has no elements. */
    public <T> Optional<T> find(Setting<T> setting) {
        return text(setting).or(() -> setting.kind() == Kind.LIST ? Optional.of("") : Optional.empty()).map(setting.kind().parse());
    }

    /** Whether somebody has set the key, in the file or in the environment, and not left it to its default. */
    public boolean isSet(Setting<?> setting) {
        return source.text(setting.name()).isPresent();
    }

    /** The names of the sinks, in the order they were written; empty where there is no off-site copy. */
    public List<String> sinks() {
        return get(Keys.SINKS);
    }

    /** The directory on this machine that a sink writes into; empty where its keys name a host or a bucket, or where its route alone knows the place. */
    public Optional<Path> directoryHere(String sink) {
        boolean elsewhere = Stream.of(Keys.SINK_BUCKET, Keys.SINK_HOST).anyMatch(key -> !find(key.forSink(sink)).orElse("").isEmpty());
        return elsewhere ? Optional.empty() : find(Keys.SINK_DIRECTORY.forSink(sink)).filter(directory -> !directory.isEmpty()).map(Path::of);
    }

    /**
     * The secret that a key names, from its file or from the environment; empty where it is set nowhere.
     *
     * @throws ConfigurationException where its file cannot be read, or others can read it
     */
    public Optional<Password> secret(Setting<Path> setting) {
        return secrets.find(setting);
    }

    /** All secrets that can be read, to be looked for where they must not be. */
    public List<String> secrets() {
        return known.values().stream().filter(Setting::namesSecret).flatMap(setting -> readable(Derived.path(setting)).stream()).map(Password::text).filter(text -> !text.isEmpty()).distinct().toList();
    }

    private Optional<Password> readable(Setting<Path> setting) {
        try {
            return secret(setting);
        } catch (ConfigurationException e) {
            return Optional.empty(); // whoever needs it says so
        }
    }

    /** The repository's password. Throws ConfigurationException where it is set nowhere. */
    public Password repositoryPassword() {
        return secret(Keys.REPOSITORY_PASSWORD_FILE).orElseThrow(() -> new ConfigurationException(
                "the password of the repository " + get(Keys.REPOSITORY_DIRECTORY) + " is not set",
                "Name a file that holds it with repository.password-file, or set RESTIC_PASSWORD_FILE or RESTIC_PASSWORD."));
    }

    /**
     * Resolves a placeholder of a Camel route: a known key, {@code user.*} and {@code camel.*} keys, and what is derived of known keys: the secret itself ({@code
     * sink.offsite.access-key} of {@code sink.offsite.access-key-file}), the ends of a range ({@code sink.default.backoff.first} and {@code .longest} in milliseconds) and a
     * schedule's time zone ({@code dump.schedule.zone}). Lengths of time come in milliseconds, sizes in bytes, schedules as Quartz spells them.
     *
     * @return the value; empty where the key is unknown or has neither value nor default
     */
    public Optional<String> placeholder(String name) {
        Setting<?> setting = known.get(name);
        if (setting != null) {
            return spelled(setting);
        }
        if (name.startsWith("user.") || name.startsWith("camel.")) {
            return source.text(name).map(Source.Text::value);
        }
        return Derived.placeholder(this, known, name);
    }

    /** The {@code camel.*} and {@code user.*} keys of the file, with the environment over them. */
    public Map<String, String> passedOn() {
        Map<String, String> passed = new TreeMap<>();
        source.file().keySet().stream().filter(key -> key.startsWith("camel.") || key.startsWith("user."))
                .forEach(key -> source.text(key).ifPresent(text -> passed.put(key, text.value())));
        return passed;
    }

    private <T> Optional<String> spelled(Setting<T> setting) {
        return find(setting).map(setting.kind().placeholder()).filter(text -> !text.isEmpty());
    }

    private Optional<String> text(Setting<?> setting) {
        if (setting.equals(Keys.SINKS) && sinksInUse.isPresent()) {
            return sinksInUse;
        }
        return source.text(setting.name()).map(Source.Text::value)
                .or(() -> ofAmazon(setting))
                .or(() -> switchedOff(setting) || isAnothers(setting) ? Optional.empty() : Optional.of(setting.defaultText()).filter(text -> !text.isEmpty()));
    }

    /** Whether the file sets this key to nothing, which for what has a default means: not at all. */
    private boolean switchedOff(Setting<?> setting) {
        return source.file().getOrDefault(setting.name(), "x").isEmpty();
    }

    /** Whether the default knows what Cerb can do without, and the application is another: what has the same name there is kept. */
    private boolean isAnothers(Setting<?> setting) {
        return Keys.DEFAULTS_OF_CERB.contains(setting) && source.text(Keys.STORAGE_KIND.name()).filter(kind -> kind.value().equals(Kind.word(StorageKind.PLAIN))).isPresent();
    }

    private Optional<String> ofAmazon(Setting<?> setting) {
        boolean region = setting.name().startsWith("sink.") && setting.name().endsWith(".region");
        return region ? source.variable("AWS_REGION").or(() -> source.variable("AWS_DEFAULT_REGION")).map(Source.Text::value) : Optional.empty();
    }

    @Override
    public String toString() {
        return "settings of " + file().map(Path::toString).orElse("values at hand");
    }
}
