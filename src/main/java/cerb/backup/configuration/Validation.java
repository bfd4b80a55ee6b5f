package cerb.backup.configuration;

import cerb.backup.configuration.value.KeptLocally;
import java.util.ArrayList;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Checks a whole configuration once, when it is loaded: every key known, every value readable. Collects what is wrong, so that one start shows all of it. */
final class Validation {
    private static final String SINK_NAME = "[a-z][a-z0-9-]*";

    private final Source source;
    private final Map<String, Setting<?>> known = new LinkedHashMap<>();
    private final List<String> notBuilt = new ArrayList<>();
    private final List<String> problems = new ArrayList<>();

    Validation(Source source, Set<String> twice) {
        this.source = source;
        twice.forEach(key -> problems.add(key + " stands twice in the file (" + source.place(key) + ")"));
    }

    /** Returns the known keys by name, those of sinks spelled out. Throws ConfigurationException with everything that is wrong. */
    Map<String, Setting<?>> run() {
        List<String> sinks = sinks();
        Keys.all().stream().flatMap(setting -> spelledOut(setting, sinks)).forEach(setting -> known.put(setting.name(), setting));
        Keys.NOT_BUILT_YET.forEach(name -> spelledOut(name, sinks).filter(key -> !known.containsKey(key)).forEach(notBuilt::add));
        source.file().forEach(this::checkKey);
        known.values().forEach(this::checkValue);
        notBuilt.forEach(this::checkVariable);
        checkKeep(sinks);
        if (!problems.isEmpty()) {
            throw new ConfigurationException("the configuration has " + (problems.size() == 1 ? "an error: " : problems.size() + " errors: ") + String.join("; ", problems),
                    "Correct the lines; config/cerb-backup.properties of the distribution describes every key.");
        }
        return known;
    }

    private List<String> sinks() {
        List<String> names = source.text("sinks").map(text -> Kind.LIST.parse().apply(text.value())).orElse(List.of());
        for (String name : names) {
            if (!name.matches(SINK_NAME) || name.equals("default")) {
                problems.add("\"" + name + "\" in sinks is not a name for a sink: use small letters, digits and -, and not default");
            }
        }
        return names;
    }

    private static Stream<Setting<?>> spelledOut(Setting<?> setting, List<String> sinks) {
        return setting.ofSink() ? Stream.concat(sinks.stream(), Stream.of("default")).map(setting::forSink) : Stream.of(setting);
    }

    private static Stream<String> spelledOut(String name, List<String> sinks) {
        return Stream.concat(sinks.stream(), Stream.of("default")).map(sink -> name.replace(Setting.SINK_NAME, sink)).distinct();
    }

    private void checkKey(String key, String value) {
        if (key.startsWith("camel.") || key.startsWith("user.") || known.containsKey(key)) {
            return;
        }
        if (notBuilt.contains(key)) {
            if (!value.isEmpty()) {
                problems.add(key + " (" + source.place(key) + ") is not built yet: remove the line");
            }
        } else {
            problems.add(unknown(key));
        }
    }

    private String unknown(String key) {
        if (known.containsKey(key + "-file")) {
            return key + " (" + source.place(key) + ") would keep a secret in the configuration: put it into a file of its own and name that with " + key + "-file";
        }
        Optional<String> nearest = NearestName.of(key, Stream.concat(known.keySet().stream(), notBuilt.stream()).toList());
        String hint = nearest.map(name -> ", did you mean " + name + "?").orElse("");
        return "unknown key " + key + " (" + source.place(key) + ")" + (ofMissingSink(key) ? ", its sink is not named in sinks" : hint);
    }

    private static boolean ofMissingSink(String key) {
        String[] words = key.split("\\.", 3);
        String general = words.length == 3 && words[0].equals("sink") ? "sink." + Setting.SINK_NAME + "." + words[2] : "";
        return Keys.NOT_BUILT_YET.contains(general) || Keys.all().stream().anyMatch(setting -> setting.name().equals(general));
    }

    /** Packs that go from the one place they are in would be lost. */
    private void checkKeep(List<String> sinks) {
        source.text(Keys.REPOSITORY_KEEP.name()).filter(keep -> keep.value().equals(Kind.word(KeptLocally.METADATA)) && sinks.isEmpty()).ifPresent(keep -> problems.add(
                "repository.keep=metadata (" + keep.place() + ") keeps packs of data at the sinks alone, and sinks names none: name one, or set repository.keep=all"));
    }

    private void checkVariable(String name) {
        source.variable(Setting.variable(name)).ifPresent(text -> problems.add(name + " (" + text.place() + ") is not built yet: unset it"));
    }

    private void checkValue(Setting<?> setting) {
        source.text(setting.name()).ifPresent(text -> {
            try {
                setting.kind().parse().apply(text.value());
            } catch (IllegalArgumentException e) {
                problems.add(unreadable(setting, text, e.getMessage()));
            }
        });
    }

    private static String unreadable(Setting<?> setting, Source.Text text, String reason) {
        String shown = setting.name() + "=" + text.value() + " (" + text.place() + ")";
        return shown + " must be " + setting.kind().form() + (reason == null || reason.isEmpty() ? "" : ": " + reason);
    }
}
