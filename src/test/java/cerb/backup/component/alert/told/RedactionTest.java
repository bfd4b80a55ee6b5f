package cerb.backup.component.alert.told;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Texts of errors that repeat what they must not. */
class RedactionTest {
    @TempDir
    private Path home;
    private final Map<String, String> settings = new TreeMap<>(Map.of("sinks", "offsite"));

    @ParameterizedTest
    @CsvSource({
        "cannot connect to https://me:p%40ss@hooks.example.org/a, cannot connect to https://xxxxxx@hooks.example.org/a",
        "jdbc:mysql://root:pa@ss@db/cerb is refused, jdbc:mysql://xxxxxx@db/cerb is refused",
        "GET https://s3.example.org/b/k?X-Amz-Signature=abc&x=y failed, GET https://s3.example.org/b/k?xxxxxx failed",
        "read http://example.org/a and write to b@example.org, read http://example.org/a and write to b@example.org",
    })
    void ofEveryUrlWhatStandsBeforeTheHostAndAfterTheQuestionMark(String text, String told) {
        assertThat(Redaction.of(Settings.of(settings, Map.of())).cut(text)).isEqualTo(told);
    }

    @Test
    void secretsOfTheSettingsAsTheyAreAndAsUrlsSpellThem() throws IOException {
        set("repository.password-file", "open sesame");
        set("sink.offsite.secret-key-file", "a/b+c==");
        assertThat(cut("'open sesame', open%20sesame, open+sesame; key a/b+c==, key a%2Fb%2Bc%3D%3D, a key")).isEqualTo("'xxxxxx', xxxxxx, xxxxxx; key xxxxxx, key xxxxxx, a key");
    }

    @Test
    void urlThatIsASecretInWholeAndInParts() throws IOException {
        set("alert.webhook-file", "https://hooks.example.org/services/T024BE7LD/n7Jz3kQWcanary?sign=abcdef123");
        set("alert.heartbeat-file", "https://user:heart%2Fbeat@ping.example.org/4a1c-canary");
        assertThat(cut("Connect to hooks.example.org:443 failed")).as("the host is none").isEqualTo("Connect to hooks.example.org:443 failed");
        assertThat(cut("POST https://hooks.example.org/services/T024BE7LD/n7Jz3kQWcanary?sign=abcdef123 HTTP/1.1")).isEqualTo("POST xxxxxx HTTP/1.1");
        assertThat(cut("no such path /services/T024BE7LD/n7Jz3kQWcanary")).isEqualTo("no such path xxxxxx");
        assertThat(cut("no channel n7Jz3kQWcanary; sign=abcdef123 is wrong")).isEqualTo("no channel xxxxxx; xxxxxx is wrong");
        assertThat(cut("https://ping.example.org/4a1c-canary/fail as user:heart/beat")).isEqualTo("https://ping.example.orgxxxxxx/fail as xxxxxx");
    }

    /** A file that cannot be read is said elsewhere, and a password of one letter would take every text apart. */
    @Test
    void whatIsNotThereOrStandsInAnyTextIsLeftAlone() throws IOException {
        set("repository.password-file", "a");
        settings.put("alert.webhook-file", home.resolve("gone").toString());
        assertThat(cut("a text")).isEqualTo("a text");
    }

    private String cut(String text) {
        return Redaction.of(Settings.of(settings, Map.of())).cut(text);
    }

    private void set(String key, String secret) throws IOException {
        Path file = Files.writeString(home.resolve(key), secret);
        settings.put(key, Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------")).toString());
    }
}
