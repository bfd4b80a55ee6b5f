package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.ConfigurationException;
import cerb.backup.configuration.Settings;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** Alerts that cannot work are refused at the start; no URL is told. */
class AlertSettingsTest {
    private final Map<String, String> values = new HashMap<>();
    private final Map<String, String> variables = new HashMap<>();

    @Test
    void nothingAtAllIsRight() {
        assertThatCode(() -> AlertSettings.check(settings())).doesNotThrowAnyException();
    }

    @Test
    void everythingIsRight() {
        mail();
        values.put("alert.smtp-user", "u");
        variables.putAll(Map.of("ALERT_SMTP_PASSWORD", "p", "ALERT_WEBHOOK", "https://hooks.example.org/T/token?a=b", "ALERT_HEARTBEAT", "http://pings.example.org:8080/uuid"));
        assertThatCode(() -> AlertSettings.check(settings())).doesNotThrowAnyException();
    }

    @ParameterizedTest
    @ValueSource(strings = {"hooks.example.org/token", "ftp://hooks.example.org/token", "https:///token", "https://hooks example/token", "https://", "file:/token"})
    void urlThatIsNone(String url) {
        variables.put("ALERT_WEBHOOK", url);
        refuses("alert.webhook-file");
        variables.clear();
        variables.put("ALERT_HEARTBEAT", url);
        refuses("alert.heartbeat-file");
    }

    @Test
    void heartbeatToWhichNothingCanBeAdded() {
        variables.put("ALERT_HEARTBEAT", "https://pings.example.org/token?status=up");
        refuses("has a query");
    }

    @Test
    void mailWithoutAServerASenderOrAReceiver() {
        mail();
        values.remove("alert.smtp-host");
        refuses("needs a mail server");
        mail();
        values.remove("alert.mail-from");
        refuses("alert.mail-from needs an address");
        mail();
        values.remove("alert.mail-to");
        refuses("alert.mail-to names nobody");
    }

    @ParameterizedTest
    @ValueSource(strings = {"nobody", "one@example.org;two@example.org", "@example.org", "a b@example.org"})
    void addressThatIsNone(String address) {
        mail();
        values.put("alert.mail-to", "right@example.org," + address);
        refuses("\"" + address + "\"");
    }

    @Test
    void accountWithoutAPasswordOrWithOneInTheClear() {
        mail();
        values.put("alert.smtp-user", "u");
        refuses("only one is set");
        variables.put("ALERT_SMTP_PASSWORD", "p");
        values.put("alert.smtp-tls", "none");
        refuses("for everybody to read");
        values.put("alert.smtp-host", "127.0.0.1");
        assertThatCode(() -> AlertSettings.check(settings())).doesNotThrowAnyException();
    }

    private void mail() {
        values.putAll(Map.of("alert.mail-to", "one@example.org, two@example.org", "alert.mail-from", "backup@example.org", "alert.smtp-host", "192.0.2.1"));
    }

    private void refuses(String message) {
        assertThatThrownBy(() -> AlertSettings.check(settings())).isInstanceOfSatisfying(ConfigurationException.class, failure -> {
            assertThat(failure.getMessage()).contains(message).doesNotContain("token", "hooks");
            assertThat(failure.remedy()).isNotBlank();
        });
    }

    private Settings settings() {
        return Settings.of(values, variables);
    }
}
