package cerb.backup.cli.restore;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.work.Times;
import cerb.backup.configuration.Settings;
import cerb.backup.storage.RelativePath;
import java.nio.file.Path;
import java.time.Instant;
import java.time.LocalDateTime;
import java.time.ZoneId;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class RestoreTargetsTest {
    private final RestoreTargets targets = new RestoreTargets(Settings.of(Map.of("database.host", "db", "database.port", "3307", "database.user", "backups"), Map.of("DATABASE_PASSWORD", "canary")));

    @Test
    void nameIsASchemaOnTheConfiguredServer() {
        assertThat(targets.database("scratch", null, null)).hasToString("backups@db:3307/scratch");
        assertThat(targets.database("scratch", "admin", null)).hasToString("admin@db:3307/scratch");
        assertThat(targets.database("scratch", null, null).password().get()).isEqualTo("canary");
        assertThat(targets.database("scratch", "backups", null).password().get()).isEqualTo("canary");
        assertThat(targets.database("scratch", "admin", null).password().get()).as("another account does not get this one's password").isEmpty();
    }

    @Test
    void urlNamesAnotherServer() {
        assertThat(targets.database("jdbc:mysql://other:3310/scratch", "admin", Path.of("/none"))).hasToString("admin@other:3310/scratch");
        assertThat(targets.database("jdbc:mariadb://[::1]/scratch", null, null)).hasToString("backups@[::1]:3306/scratch");
    }

    @ParameterizedTest
    @ValueSource(strings = {"jdbc:mysql://u:canary@h/s", "jdbc:mysql://h/s?password=canary", "jdbc:mysql://h/s?allowLoadLocalInfile=true", "jdbc:mysql://h", "jdbc:h2:mem:canary"})
    void urlWithAPasswordOrOptionsIsRefusedWithoutRepeatingIt(String url) {
        assertThatThrownBy(() -> targets.database(url, null, null)).hasMessageContaining("--database-to").hasMessageNotContaining("canary");
    }

    @Test
    void timesAreWithZoneOrLocal() {
        assertThat(Times.of("--at", "2026-11-23T14:00:00Z", true)).isEqualTo(Instant.parse("2026-11-23T14:00:00Z"));
        assertThat(Times.of("--at", "2026-11-23 14:00+01:00", true)).isEqualTo(Instant.parse("2026-11-23T13:00:00Z"));
        assertThat(Times.of("--at", "2026-11-23 14:00", true)).isEqualTo(LocalDateTime.parse("2026-11-23T14:00").atZone(ZoneId.systemDefault()).toInstant());
        assertThat(Times.of("--at", "2026-11-23", true)).isEqualTo(LocalDateTime.parse("2026-11-24T00:00").atZone(ZoneId.systemDefault()).toInstant());
        assertThat(Times.of("--oldest", "2026-11-23", false)).isEqualTo(LocalDateTime.parse("2026-11-23T00:00").atZone(ZoneId.systemDefault()).toInstant());
        assertThat(Times.of("--at", null, true)).isNull();
        assertThatThrownBy(() -> Times.of("--at", "yesterday", true)).hasMessageContaining("yesterday");
    }

    @ParameterizedTest
    @ValueSource(strings = {"attachments/8", "/attachments/8", "/storage/attachments/8/", "/storage//attachments/8"})
    void pathsAreBelowTheStorageDirectoryHoweverTheyAreWritten(String text) {
        assertThat(RestoreTargets.below(text, null)).isEqualTo(RelativePath.of("attachments/8"));
    }
}
