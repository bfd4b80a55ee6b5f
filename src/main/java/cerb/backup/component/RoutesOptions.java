package cerb.backup.component;

import cerb.backup.configuration.Settings;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Objects;

/**
 * Which routes run, and with what.
 *
 * @param directories where {@code *.camel.yaml} files are, and kamelets in a directory {@code kamelets} below; the distribution's first, then the user's own
 * @param daemon      whether clocks and watchers run and health is served, or the routes only wait to be called
 * @param mirroring   whether files are sent to the sinks, or those only answer
 * @param settings    what placeholders are resolved with
 * @param beans       what components find by its type, such as the engine, by a name of its own; a {@link java.util.concurrent.Future} is waited for once the routes are loaded
 */
public record RoutesOptions(List<Path> directories, boolean daemon, boolean mirroring, Settings settings, Map<String, Object> beans) {
    /** Copies the collections. */
    public RoutesOptions {
        Objects.requireNonNull(settings, "settings");
        directories = List.copyOf(directories);
        beans = Map.copyOf(beans);
    }

    /** A daemon, which mirrors, or else the routes of a verb, which does not. */
    public RoutesOptions(List<Path> directories, boolean daemon, Settings settings, Map<String, Object> beans) {
        this(directories, daemon, daemon, settings, beans);
    }
}
