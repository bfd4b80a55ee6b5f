package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import cerb.backup.mysql.DatabaseAddress;
import cerb.backup.operation.gate.LiveDirectories;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.Map;
import org.junit.jupiter.api.Test;

/** What the settings say of the server that takes a drill's schema. */
final class DrillOptionsTest {
    private static DatabaseAddress server(Map<String, String> values) {
        Map<String, String> all = new HashMap<>(Map.of("database.host", "db", "database.name", "cerb", "database.user", "backups"));
        all.putAll(values);
        return DrillOptions.of(Settings.of(all, Map.of("DRILL_DATABASE_PASSWORD", "secret"))).server();
    }

    @Test
    void isTheDrillsOwnUnlessOneIsNamed() {
        assertThat(server(Map.of())).isNull();
        assertThat(server(Map.of("drill.database.live", "true"))).hasToString("backups@db:3306");
    }

    @Test
    void isNamedByHostOrBySocket() {
        assertThat(server(Map.of("drill.database.host", "spare", "drill.database.port", "3307"))).hasToString("backups@spare:3307");
        DatabaseAddress bySocket = server(Map.of("drill.database.socket", "/run/spare.sock", "drill.database.user", "drills"));
        assertThat(bySocket).hasToString("drills@/run/spare.sock");
        assertThat(bySocket.isLocal()).isTrue();
        assertThat(bySocket.password().get()).isEqualTo("secret");
    }

    @Test
    void whatIsBackedUpAndEveryRepositoryHereIsLive() {
        Settings settings = Settings.of(Map.of("storage.directory", "/s", "repository.directory", "/r", "extra.paths", "/e", "sinks", "disk,far", "sink.disk.directory", "/d",
                "sink.far.directory", "/elsewhere", "sink.far.host", "far.example"), Map.of());
        LiveDirectories live = DrillOptions.of(settings).live().paths();
        assertThat(live.paths()).extracting(Path::toString).containsExactly("/s", "/r", "/e", "/d");
        assertThat(live.conflict(Path.of("/d/volumes"))).contains("/d/volumes is live: it lies in /d");
        assertThat(live.conflict(Path.of("/elsewhere"))).isEmpty();
    }
}
