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

/** A directory at OpenSSH's server, through the shipped route and kamelet, over SFTP alone. */
class OpenSshStoreTest extends StoreContractTest {
    @TempDir
    private static Path home;

    private static OpenSsh ssh;
    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException {
        ssh = OpenSsh.start(Files.createDirectories(home.resolve("sshd")));
        routes = ssh.site().sink(new RoutesFixture(home), "vault", home.resolve("far/data/a+b c").toString(), false).start(false, Map.of());
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        ssh.close();
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    @Override
    protected String sink() {
        return "vault";
    }

    @Override
    protected Path stored() {
        return home.resolve("far/data/a+b c");
    }

    @Override
    protected void beginOutage() {
        ssh.end();
    }

    @Override
    protected void endOutage() throws IOException {
        ssh.begin();
    }
}
