package cerb.backup.cli.setup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.configuration.Settings;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.condition.EnabledIfSystemProperty;
import org.junit.jupiter.api.io.TempDir;

@EnabledIfSystemProperty(named = "user.name", matches = "root", disabledReason = "only root can hand over to another user")
class OwnerTest {
    @TempDir
    private Path root;

    @Test
    void handsOverWhatAUserOfItsOwnMustWrite() throws IOException {
        Path repository = Files.createDirectory(root.resolve("repository"));
        Path attic = Files.createDirectory(root.resolve("attic"));
        Path made = root.resolve("password");
        Settings settings = Settings.of(Map.of("repository.directory", repository.toString(), "drill.directory", root + "/drill", "storage.directory", root.toString(),
                "sinks", "attic,offsite", "sink.attic.directory", attic.toString(), "sink.offsite.host", "far.example", "sink.offsite.directory", "/srv"), Map.of());
        List<String> commands = new Owner().commands(settings, List.of(made));
        assertThat(commands).contains("install --directory --mode 700 --owner cerb-backup " + root + "/drill",
                "chown --recursive cerb-backup " + made + " " + repository + " " + attic);
    }
}
