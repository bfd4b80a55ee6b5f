package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory, through the shipped route and kamelet. An outage is a disk that is not mounted. */
class FileStoreTest extends StoreContractTest {
    @TempDir
    private static Path home;

    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException {
        // The directory's name holds a word of the repository's own layout, and characters that a URI escapes.
        routes = new RoutesFixture(home).sink("disk").set("sink.disk.directory", home.resolve("disk/data/a+b c").toString()).start(false, Map.of());
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    @Override
    protected String sink() {
        return "disk";
    }

    @Override
    protected Path stored() {
        return home.resolve("disk/data/a+b c");
    }

    @Override
    protected void beginOutage() throws IOException {
        Files.move(home.resolve("disk"), home.resolve("away"));
        Files.createDirectories(home.resolve("disk"));
    }

    @Override
    protected void endOutage() throws IOException {
        Files.delete(home.resolve("disk"));
        Files.move(home.resolve("away"), home.resolve("disk"));
    }

    /** As one that may not be read, or whose disk is away. Whoever runs these tests may read everything. */
    @ParameterizedTest
    @ValueSource(strings = {"ab", "not-mounted"})
    void directoryThatCannotBeLookedAtIsNotEmpty(String target) throws IOException {
        Files.createDirectories(stored().resolve("data"));
        Files.createSymbolicLink(stored().resolve("data/ab"), Path.of(target));
        Handle pack = new Handle(FileType.DATA, "ab".repeat(32));
        assertThatThrownBy(() -> backend().list(FileType.DATA, (file, size) -> { })).isInstanceOf(TransientException.class).hasMessageContaining("data/ab");
        assertThatThrownBy(() -> backend().size(pack)).isInstanceOf(TransientException.class);
        assertThatThrownBy(() -> backend().remove(pack)).isInstanceOf(TransientException.class);
    }
}
