package cerb.backup.component;

import cerb.backup.configuration.Settings;
import java.util.function.Predicate;
import org.apache.camel.component.properties.PropertiesComponent;
import org.apache.camel.main.BaseMainSupport;
import org.apache.camel.main.MainListenerSupport;
import org.apache.camel.spi.PropertiesFunction;
import org.apache.camel.spi.PropertiesSource;

/**
 * Resolves the placeholders of routes with the settings and nothing else. Two functions tell whether a setting has a value: {@code {{given:sink.offsite.endpoint}}} and
 * {@code {{missing:sink.offsite.access-key}}} are {@code true} or {@code false}.
 */
final class SettingsResolver extends MainListenerSupport {
    private final Settings settings;

    SettingsResolver(Settings settings) {
        this.settings = settings;
    }

    @Override
    public void beforeInitialize(BaseMainSupport main) {
        PropertiesComponent properties = (PropertiesComponent) main.getCamelContext().getPropertiesComponent();
        properties.setEnvironmentVariableMode(PropertiesComponent.ENVIRONMENT_VARIABLES_MODE_NEVER);
        properties.setSystemPropertiesMode(PropertiesComponent.SYSTEM_PROPERTIES_MODE_NEVER);
        properties.addPropertiesSource(new Source(settings));
        properties.addPropertiesFunction(new Test("given", this::isGiven));
        properties.addPropertiesFunction(new Test("missing", name -> !isGiven(name)));
    }

    private boolean isGiven(String name) {
        return settings.placeholder(name).isPresent();
    }

    private record Source(Settings settings) implements PropertiesSource {
        @Override
        public String getName() {
            return "settings";
        }

        @Override
        public String getProperty(String name) {
            return settings.placeholder(name).orElse(null);
        }
    }

    private record Test(String name, Predicate<String> test) implements PropertiesFunction {
        @Override
        public String getName() {
            return name;
        }

        @Override
        public String apply(String setting) {
            return Boolean.toString(test.test(setting));
        }
    }
}
