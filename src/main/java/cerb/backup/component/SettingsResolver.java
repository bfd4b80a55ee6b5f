package cerb.backup.component;

import cerb.backup.configuration.Settings;
import java.util.HashMap;
import java.util.Map;
import java.util.Optional;
import java.util.function.UnaryOperator;
import java.util.regex.Pattern;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.model.ModelCamelContext;
import org.apache.camel.model.RouteDefinition;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;

/**
 * Resolves the placeholders of routes with the settings and nothing else. Three functions tell something of a setting: {@code {{given:sink.offsite.endpoint}}} and
 * {@code {{missing:sink.offsite.access-key}}} are {@code true} or {@code false}, and so is {@code {{is:alert.smtp-tls=none}}}. Another is for what several sinks share, such as their handling of errors:
 * {@code {{sink:retries}}} is {@code sink.offsite.retries} in the route that begins at the sink offsite, and {@code sink.default.retries} anywhere else.
 */
final class SettingsResolver extends MainListenerSupport {
    private static final Pattern SECRET = Pattern.compile("(?i).*(password|passphrase|secret|token|access-?key|secret-?key|private-?key|webhook|heartbeat)");
    private static final String HIDDEN = "xxxxxx";

    private final Settings settings;
    private volatile boolean hidesSecrets;

    SettingsResolver(Settings settings) {
        this.settings = settings;
    }

    /** The endpoints have their secrets: whoever asks from now on, such as a dump of the routes over JMX, gets none. */
    void hideSecrets(ModelCamelContext context) {
        hidesSecrets = true;
        for (RouteDefinition route : context.getRouteDefinitions()) {
            if (route.getTemplateParameters() != null) {
                Map<String, Object> shown = new HashMap<>(route.getTemplateParameters());
                shown.replaceAll((name, value) -> SECRET.matcher(name).matches() ? HIDDEN : value);
                route.setTemplateParameters(shown);
            }
        }
    }

    /** Until they are hidden again, for routes that are loaded later. */
    void showSecrets() {
        hidesSecrets = false;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        PropertiesComponent properties = (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addPropertiesSource(new Source());
        properties.addPropertiesFunction(new Function("given", name -> Boolean.toString(isGiven(name))));
        properties.addPropertiesFunction(new Function("missing", name -> Boolean.toString(!isGiven(name))));
        properties.addPropertiesFunction(new Function("is", this::isWord));
        properties.addPropertiesFunction(new Function("sink", name -> ofSink((ModelCamelContext) main.getCamelContext(), name)));
    }

    /** Null where the setting has no value, which Camel reports as a placeholder without one. */
    private String ofSink(ModelCamelContext context, String name) {
        String route = context.getCamelContextExtension().getCreateRoute();
        RouteDefinition made = route == null ? null : context.getRouteDefinition(route);
        String sink = made == null ? null : SinkAgreement.sinkOf(context, made);
        return settings.placeholder("sink." + (sink == null ? "default" : sink) + '.' + name).orElse(null);
    }

    private boolean isGiven(String name) {
        return settings.placeholder(name).isPresent();
    }

    private String isWord(String equation) {
        String[] sides = equation.split("=", 2);
        return Boolean.toString(settings.placeholder(sides[0]).equals(Optional.of(sides[1])));
    }

    private final class Source implements PropertiesSource {
        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            Optional<String> value = settings.placeholder(name);
            return hidesSecrets && SECRET.matcher(name).matches() ? value.map(secret -> HIDDEN).orElse(null) : value.orElse(null);
        }
    }

    private record Function(String name, UnaryOperator<String> value) implements PropertiesFunction {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String setting) {
            return value.apply(setting);
        }
    }
}
