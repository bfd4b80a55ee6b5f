package cerb.backup.configuration;

import java.util.Objects;

/**
 * One key of the configuration.
 *
 * @param name        the key as it stands in the file; the key of a sink has {@code <name>} in the place of the sink's name
 * @param kind        how its text is read
 * @param defaultText the text that holds where nothing is set; empty where there is no default
 * @param description what it does, one or two sentences, for the shipped file and for {@code --help}
 * @param <T>         the type of the value
 */
public record Setting<T>(String name, Kind<T> kind, String defaultText, String description) {
    static final String SINK_NAME = "<name>";

    public Setting {
        Objects.requireNonNull(kind);
        if (name.isBlank() || description.isBlank()) {
            throw new IllegalArgumentException("a setting needs a name and a description");
        }
    }

    /** Whether this is a key that each sink has. */
    public boolean ofSink() {
        return name.contains(SINK_NAME);
    }

    /** The same key for one sink, such as {@code sink.offsite.bucket}; {@code default} stands for all sinks. */
    public Setting<T> forSink(String sink) {
        return new Setting<>(name.replace(SINK_NAME, sink), kind, defaultText, description);
    }

    /** The environment variable that overrides this key: upper case, with {@code .} and {@code -} as {@code _}. */
    public String variable() {
        return variable(name);
    }

    static String variable(String key) {
        return key.toUpperCase(java.util.Locale.ROOT).replace('.', '_').replace('-', '_');
    }

    /** Whether this key names a file that holds a secret. */
    public boolean namesSecret() {
        return kind == Kind.SECRET_FILE;
    }

    /** The key of the secret itself, which is a placeholder and an environment variable but never a key in the file. */
    String secretName() {
        return name.substring(0, name.length() - "-file".length());
    }
}
