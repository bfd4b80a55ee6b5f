package cerb.backup.component;

import cerb.backup.component.alert.RouteSecrets;
import cerb.backup.component.dump.DatabaseSource;
import cerb.backup.component.management.ManagementPort;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.LiveDatabase;
import cerb.backup.operation.drill.DrillOptions;
import io.micrometer.prometheusmetrics.PrometheusConfig;
import io.micrometer.prometheusmetrics.PrometheusMeterRegistry;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.util.Map;
import java.util.Properties;
import java.util.stream.Collectors;
import org.apache.camel.main.Main;

/** Camel's own settings: ours for all routes, over them those of the kind of process, over them the user's {@code camel.*} keys. */
final class CamelSettings {
    private CamelSettings() {}

    /** Sets what libraries read from system properties, where nobody has set it. */
    static void setSystemProperties() {
        read("system.properties").forEach((key, value) -> System.getProperties().putIfAbsent(key, value));
    }

    /**
     * Returns what resolves the placeholders of the routes.
     *
     * @param running whether they will run; else they are only loaded, aside of others that run
     */
    static SettingsResolver apply(Main main, RoutesOptions options, boolean running) {
        Properties properties = read("camel.properties");
        properties.putAll(read(options.daemon() && running ? "daemon.properties" : "verb.properties"));
        if (options.mirroring() && running) {
            properties.putAll(read("mirroring.properties"));
        }
        properties.setProperty("daemon", Boolean.toString(options.daemon()));
        properties.setProperty("mirroring", Boolean.toString(options.mirroring()));
        properties.setProperty("camel.main.routesIncludePattern", RouteFiles.of(options.directories()).stream().map(file -> "file:" + file).collect(Collectors.joining(",")));
        properties.setProperty("camel.component.kamelet.location", RouteFiles.kamelets(options.directories()).stream().map(place -> "file:" + place).collect(Collectors.joining(",")));
        userSettings(options.settings()).forEach(properties::setProperty);
        main.setDefaultPropertyPlaceholderLocation("false");
        // Settings look into the environment themselves; a second look would find the same names with other spellings of their values.
        main.configure().setAutoConfigurationEnvironmentVariablesEnabled(false);
        main.configure().setAutoConfigurationSystemPropertiesEnabled(false);
        main.setInitialProperties(properties);
        main.bind("database", LiveDatabase.of(options.settings()));
        main.bind("secrets", new RouteSecrets(options.settings()));
        main.bind("databaseSource", new DatabaseSource(LiveDatabase.of(options.settings())));
        main.bind("drill", DrillOptions.of(options.settings()));
        SettingsResolver resolver = new SettingsResolver(options.settings());
        main.addMainListener(resolver);
        main.addMainListener(new Spooling());
        main.addMainListener(new RoutesCheck(options));
        main.addMainListener(new AwaitedBeans(options.beans()));
        if (options.daemon() && running) {
            main.bind("metricsRegistry", metrics(options.settings()));
            main.addMainListener(new SpaceCheck.Registration());
            main.addMainListener(new ManagementPort());
        }
        return resolver;
    }

    /** Camel's own metrics carry the name of the helpdesk, too; under this name Camel looks for the registry that it shows. */
    private static PrometheusMeterRegistry metrics(Settings settings) {
        PrometheusMeterRegistry registry = new PrometheusMeterRegistry(PrometheusConfig.DEFAULT);
        registry.config().commonTags("helpdesk", settings.get(Keys.INSTANCE_NAME));
        return registry;
    }

    private static Map<String, String> userSettings(Settings settings) {
        return settings.passedOn().entrySet().stream().filter(entry -> entry.getKey().startsWith("camel."))
                .collect(Collectors.toMap(Map.Entry::getKey, Map.Entry::getValue));
    }

    private static Properties read(String name) {
        Properties properties = new Properties();
        try (InputStream in = CamelSettings.class.getResourceAsStream(name)) {
            properties.load(in);
            return properties;
        } catch (IOException e) {
            throw new UncheckedIOException("cannot read " + name + " of the program itself", e);
        }
    }
}
