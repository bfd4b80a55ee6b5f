package cerb.backup.component.alert;

import cerb.backup.component.alert.told.Redaction;
import cerb.backup.configuration.ConfigurationException;
import cerb.backup.configuration.Settings;

/**
 * Secrets that a route needs in a header, where a placeholder would leave them in the route's definition for everybody to read: the expression names the secret alone, as in
 * {@code method: {ref: secrets, method: "of('alert.webhook')"}}. Read anew each time. Thread-safe.
 */
public final class RouteSecrets {
    private final Settings settings;

    /** Those that these settings name. */
    public RouteSecrets(Settings settings) {
        this.settings = settings;
    }

    /** The secret of the key {@code <name>-file}. Throws ConfigurationException where it is set nowhere or cannot be read, or should be a URL and is none. */
    public String of(String name) {
        String secret = settings.placeholder(name).orElseThrow(() -> new ConfigurationException(name + " is not set", "Name a file that holds it with " + name + "-file."));
        AlertSettings.checkUrl(name, secret);
        return secret;
    }

    /** What cuts all secrets of the settings out of a text. */
    public Redaction redaction() {
        return Redaction.of(settings);
    }
}
