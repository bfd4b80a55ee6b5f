package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.TransientException;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.List;
import java.util.Map;
import org.apache.ftpserver.FtpServer;
import org.apache.ftpserver.FtpServerFactory;
import org.apache.ftpserver.ftplet.FtpException;
import org.apache.ftpserver.listener.ListenerFactory;
import org.apache.ftpserver.usermanager.impl.BaseUser;
import org.apache.ftpserver.usermanager.impl.WritePermission;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The example that makes a store of another component by a kamelet file alone keeps what every store promises. */
class FtpExampleTest extends StoreContractTest {
    @TempDir
    private static Path home;

    private static FtpServer server;
    private static int port;
    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException, FtpException {
        Files.createDirectories(home.resolve("far"));
        begin();
        Path own = Files.createDirectories(home.resolve("own/kamelets")).getParent();
        for (String file : List.of("sink-attic.camel.yaml", "kamelets/ftp-store.kamelet.yaml")) {
            Files.copy(RoutesFixture.SHIPPED.resolve("examples").resolve(file), own.resolve(file));
        }
        Path password = Files.createFile(home.resolve("ftp-password"), PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
        Files.writeString(password, "a+b c");
        routes = new RoutesFixture(home).sink("attic").set("sink.attic.host", "127.0.0.1").set("sink.attic.port", Integer.toString(port)).set("sink.attic.user", "cerb")
                .set("sink.attic.directory", "/cerb").set("sink.attic.secret-key-file", password.toString()).start(false, Map.of(), own);
    }

    private static void begin() throws FtpException {
        ListenerFactory listener = new ListenerFactory();
        listener.setServerAddress("127.0.0.1");
        listener.setPort(port);
        BaseUser user = new BaseUser();
        user.setName("cerb");
        user.setPassword("a+b c");
        user.setHomeDirectory(home.resolve("far").toString());
        user.setAuthorities(List.of(new WritePermission()));
        FtpServerFactory factory = new FtpServerFactory();
        factory.addListener("default", listener.createListener());
        factory.getUserManager().save(user);
        server = factory.createServer();
        server.start();
        port = factory.getListener("default").getPort();
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        server.stop();
    }

    @Override
    protected Routes routes() {
        return routes;
    }

    @Override
    protected String sink() {
        return "attic";
    }

    @Override
    protected Path stored() {
        return home.resolve("far/cerb");
    }

    @Override
    protected void beginOutage() {
        server.stop();
    }

    @Override
    protected void endOutage() throws IOException {
        try {
            begin();
        } catch (FtpException e) {
            throw new IOException(e);
        }
    }

    @Test
    void directoryThatIsMissingIsNoEmptySink() throws IOException {
        Files.delete(stored());
        assertThatThrownBy(() -> backend().list(FileType.DATA, (handle, size) -> { })).isInstanceOf(TransientException.class);
    }
}
