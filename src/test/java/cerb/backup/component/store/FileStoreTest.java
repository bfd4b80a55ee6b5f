package cerb.backup.component.store;

import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Map;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.io.TempDir;

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
}
