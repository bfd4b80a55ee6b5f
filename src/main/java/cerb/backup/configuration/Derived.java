package cerb.backup.configuration;

import cerb.backup.configuration.value.DurationRange;
import cerb.backup.configuration.value.Schedule;
import java.nio.file.Path;
import java.util.Map;
import java.util.Optional;

/** Placeholders that are not keys themselves but follow from one. */
final class Derived {
    private Derived() {}

    static Optional<String> placeholder(Settings settings, Map<String, Setting<?>> known, String name) {
        Setting<?> secret = known.get(name + "-file");
        if (secret != null && secret.namesSecret()) {
            return settings.secret(path(secret)).map(password -> password.text());
        }
        int dot = name.lastIndexOf('.');
        Setting<?> whole = dot < 0 ? null : known.get(name.substring(0, dot));
        return whole == null ? Optional.empty() : settings.find(whole).flatMap(value -> part(value, name.substring(dot + 1)));
    }

    private static Optional<String> part(Object value, String part) {
        if (value instanceof DurationRange range) {
            return switch (part) {
                case "first" -> Optional.of(Long.toString(range.first().toMillis()));
                case "longest" -> Optional.of(Long.toString(range.longest().toMillis()));
                default -> Optional.empty();
            };
        }
        return value instanceof Schedule schedule && part.equals("zone") ? Optional.of(schedule.zone().getId()) : Optional.empty();
    }

    @SuppressWarnings("unchecked") // only SECRET_FILE, a Kind<Path>, names a secret
    static Setting<Path> path(Setting<?> setting) {
        return (Setting<Path>) setting;
    }
}
