package cerb.backup.configuration;

import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;

/** Where the texts of settings come from: the environment first, then the file. Empty texts count as not set. */
final class Source {
    private final Map<String, String> file;
    private final Map<String, String> environment;
    private final SettingsFile places;

    Source(SettingsFile places, Map<String, String> environment) {
        this(places, places.values(), environment);
    }

    Source(SettingsFile places, Map<String, String> file, Map<String, String> environment) {
        this.places = places;
        this.file = file;
        this.environment = environment;
    }

    /** The text of a key; of a sink's key, else that of {@code sink.default}. */
    Optional<Text> text(String key) {
        return direct(key).or(() -> forAllSinks(key).flatMap(this::direct));
    }

    /** An environment variable that is not made from a key, such as {@code RESTIC_PASSWORD}. */
    Optional<Text> variable(String name) {
        return Optional.ofNullable(environment.get(name)).filter(value -> !value.isEmpty()).map(value -> new Text(value, "environment variable " + name));
    }

    /** The same with values that take the place of what file and environment say. A secret's file takes the place of the secret, too. */
    Source with(Map<String, String> values) {
        Map<String, String> written = new HashMap<>(file);
        Map<String, String> variables = new HashMap<>(environment);
        if (values.containsKey(Keys.SINKS.name())) {
            written.keySet().removeIf(key -> key.startsWith("sink.") && !key.startsWith("sink.default."));
        }
        written.putAll(values);
        values.keySet().forEach(key -> {
            variables.remove(Setting.variable(key));
            variables.remove(Setting.variable(key.replaceFirst("-file$", "")));
        });
        return new Source(places, written, variables);
    }

    Map<String, String> file() {
        return file;
    }

    String place(String key) {
        return places == null ? key : places.place(key);
    }

    Optional<Path> path() {
        return Optional.ofNullable(places).map(SettingsFile::path);
    }

    private Optional<Text> direct(String key) {
        return variable(Setting.variable(key))
                .or(() -> Optional.ofNullable(file.get(key)).filter(value -> !value.isEmpty()).map(value -> new Text(value, place(key))));
    }

    /** {@code sink.default.retries} for {@code sink.offsite.retries}. */
    private static Optional<String> forAllSinks(String key) {
        String[] words = key.split("\\.", 3);
        return words.length == 3 && words[0].equals("sink") ? Optional.of("sink.default." + words[2]) : Optional.empty();
    }

    /** A text and the place that it was set in. */
    record Text(String value, String place) {}
}
