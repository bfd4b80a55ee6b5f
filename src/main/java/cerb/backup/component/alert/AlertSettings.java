package cerb.backup.component.alert;

import cerb.backup.configuration.ConfigurationException;
import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import jakarta.mail.internet.AddressException;
import jakarta.mail.internet.InternetAddress;
import java.net.InetAddress;
import java.net.URI;
import java.net.URISyntaxException;
import java.net.UnknownHostException;
import java.nio.file.Path;
import java.util.List;

/** Settings of alerts that cannot work are refused at the start, not found out on the day of the first alert. */
public final class AlertSettings {
    private AlertSettings() {}

    /** Throws ConfigurationException for the first that is wrong. No message tells a URL, which is a secret. */
    public static void check(Settings settings) {
        for (Setting<Path> setting : List.of(Keys.ALERT_WEBHOOK_FILE, Keys.ALERT_HEARTBEAT_FILE)) {
            settings.secret(setting).ifPresent(secret -> checkUrl(setting.name().replaceFirst("-file$", ""), secret.text()));
        }
        mail(settings);
    }

    /**
     * Looks at a secret that is read after the start, when its file may be another; one that is no URL of a receiver is not looked at.
     *
     * @param name the key without {@code -file}
     * @throws ConfigurationException if it cannot work; the message does not tell the secret
     */
    public static void checkUrl(String name, String secret) {
        if (name.equals("alert.webhook")) {
            url(name + "-file", secret);
        } else if (name.equals("alert.heartbeat")) {
            URI heartbeat = url(name + "-file", secret);
            demand(heartbeat.getRawQuery() == null && heartbeat.getRawFragment() == null, "the URL of alert.heartbeat-file has a query or a fragment",
                    "Give the URL to which /start and /fail can be added, or change routes/alerts.camel.yaml for a service that wants others.");
        }
    }

    private static URI url(String key, String text) {
        try {
            URI parsed = new URI(text);
            demand(parsed.getHost() != null && ("https".equalsIgnoreCase(parsed.getScheme()) || "http".equalsIgnoreCase(parsed.getScheme())),
                    "what " + key + " names holds no URL that begins with https:// or http:// and a host", "Put the URL alone into the file.");
            return parsed;
        } catch (URISyntaxException e) {
            throw new ConfigurationException("what " + key + " names holds no URL: " + e.getReason() + " at character " + e.getIndex(), "Put the URL alone into the file.");
        }
    }

    private static void mail(Settings settings) {
        boolean mails = !settings.get(Keys.ALERT_MAIL_TO).isEmpty();
        boolean hasServer = settings.find(Keys.ALERT_SMTP_HOST).isPresent();
        demand(mails || !hasServer, "alert.smtp-host is set, but alert.mail-to names nobody", "Set alert.mail-to, or take alert.smtp-host away.");
        if (!mails) {
            return;
        }
        demand(hasServer, "alert.mail-to needs a mail server", "Set alert.smtp-host.");
        settings.get(Keys.ALERT_MAIL_TO).forEach(address -> address("alert.mail-to", address));
        address("alert.mail-from", settings.find(Keys.ALERT_MAIL_FROM).orElse(""));
        boolean hasPassword = settings.secret(Keys.ALERT_SMTP_PASSWORD_FILE).isPresent();
        demand(hasPassword == settings.find(Keys.ALERT_SMTP_USER).isPresent(), "of alert.smtp-user and alert.smtp-password-file only one is set", "Set both, or neither.");
        demand(!hasPassword || !settings.get(Keys.ALERT_SMTP_TLS).equals("none") || isHere(settings.get(Keys.ALERT_SMTP_HOST)),
                "alert.smtp-tls=none would send the password of alert.smtp-user over the network for everybody to read", "Use starttls or implicit.");
    }

    private static void address(String key, String address) {
        try {
            new InternetAddress(address, true);
        } catch (AddressException e) {
            throw new ConfigurationException(key + " needs an address such as name@example.org" + (address.isEmpty() ? "" : ", and \"" + address + "\" is none"), "Correct it.");
        }
        demand(address.contains("@"), key + " needs an address such as name@example.org, and \"" + address + "\" is none", "Correct it.");
    }

    private static boolean isHere(String host) {
        try {
            return InetAddress.getByName(host).isLoopbackAddress();
        } catch (UnknownHostException e) {
            return false;
        }
    }

    private static void demand(boolean holds, String message, String remedy) {
        if (!holds) {
            throw new ConfigurationException(message, remedy);
        }
    }
}
