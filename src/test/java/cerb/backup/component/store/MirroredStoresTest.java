package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.component.store.FaultySftp.Fault;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observers;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The shipped routes as a daemon that mirrors to SSH servers and directories; afterwards restic finds every byte there. */
class MirroredStoresTest {
    private static final Duration SOON = Duration.ofSeconds(90);
    private static final String PASSWORD = "password";

    @TempDir
    private Path home;

    private RoutesFixture fixture;
    private Path storage;
    private Engine engine;
    private int checkpoints;

    @BeforeEach
    void prepare() throws IOException {
        storage = Files.createDirectories(home.resolve("storage"));
        fixture = new RoutesFixture(home).set("storage.kind", "plain").set("storage.settle", "100ms").set("snapshot.interval", "200ms").set("sink.default.retries", "6");
    }

    @AfterEach
    void stop() {
        engine.close();
    }

    private Routes start(Path... more) {
        engine = Engine.openOrInitialise(fixture.options(), new Observers());
        return fixture.start(true, Map.of("engine", engine), more);
    }

    private void checkpoint(Routes routes) throws IOException, InterruptedException {
        byte[] bytes = new byte[300_000];
        new Random(++checkpoints).nextBytes(bytes);
        Files.write(storage.resolve("file-" + checkpoints), bytes);
        routes.call("storage-update", Map.of());
        assertThat(engine.mirrors().awaitHolding(Instant.now(), SOON)).as("mirrored").isTrue();
    }

    /** All files of the repository here and there are the same, and nothing of an attempt is left. */
    private void assertMirrored(Path far) throws IOException {
        assertThat(files(far)).isEqualTo(files(home.resolve("repository")));
        try (Stream<Path> files = Files.walk(far)) {
            assertThat(files).noneMatch(file -> file.getFileName().toString().startsWith("partial-"));
        }
    }

    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            Set<String> names = new TreeSet<>();
            files.filter(Files::isRegularFile).map(file -> root.relativize(file).toString()).filter(name -> name.matches("config|(data|index|keys|snapshots)/.*"))
                    .forEach(names::add);
            return names;
        }
    }

    @Test
    void everyFaultOfAServerIsGoneThrough() throws Exception {
        Path far = Files.createDirectories(home.resolve("far/cerb")).getParent();
        try (FaultySftp sftp = FaultySftp.start(Files.createDirectories(home.resolve("sshd")), far)) {
            sftp.site().sink(fixture, "vault", "cerb", false);
            try (Routes routes = start()) {
                for (Fault fault : Fault.values()) {
                    sftp.misbehave(fault, 2);
                    checkpoint(routes);
                    assertThat(sftp.isDone()).as(fault + " happened").isTrue();
                }
            }
        }
        assertMirrored(far.resolve("cerb"));
        Oracles.restic(Oracles.ResticVersion.INSTALLED).run(far.resolve("cerb").toString(), PASSWORD, "check", "--read-data");
    }

    @Test
    void connectionsThatAreCutAnywhereLoseNothing() throws Exception {
        Path far = Files.createDirectories(home.resolve("far"));
        try (OpenSsh ssh = OpenSsh.start(Files.createDirectories(home.resolve("sshd"))); CuttingProxy proxy = new CuttingProxy(ssh.site().port())) {
            SshSite site = ssh.site();
            SshSite proxied = new SshSite(proxy.port(), site.user(), site.privateKey(), SshSite.knownHosts(home.resolve("proxy_hosts"), proxy.port(), home.resolve("sshd/host_key")));
            proxied.sink(fixture, "vault", far.toString(), true);
            try (Routes routes = start()) {
                for (int i = 0; i < 2; i++) {
                    proxy.cut(3);
                    checkpoint(routes);
                }
                assertThat(proxy.isDone()).isTrue();
            }
            assertMirrored(far);
            Oracles.restic(Oracles.ResticVersion.INSTALLED).run("sftp:" + site.user() + "@127.0.0.1:" + far, PASSWORD, "-o", "sftp.command=ssh -p " + site.port() + " -i "
                    + site.privateKey() + " -o UserKnownHostsFile=" + site.knownHosts() + " " + site.user() + "@127.0.0.1 -s sftp", "check", "--read-data");
        }
    }

    /** As a power cut there leaves it. */
    @Test
    void emptyConfigIsWrittenAgain() throws Exception {
        Path far = Files.createDirectories(home.resolve("disk"));
        fixture.sink("disk").set("sink.disk.directory", far.toString());
        try (Routes routes = start()) {
            checkpoint(routes);
        }
        engine.close();
        Files.write(far.resolve("config"), new byte[0]);
        try (Routes routes = start()) {
            checkpoint(routes);
        }
        assertMirrored(far);
        assertThat(far.resolve("config")).hasSameBinaryContentAs(home.resolve("repository/config"));
    }

    @Test
    void twoSinksOfEachKindAreAnotherFileEach() throws Exception {
        Path own = Files.createDirectories(home.resolve("own"));
        RoutesFixture.secondSink(own, "disk", "shelf");
        RoutesFixture.secondSink(own, "vault", "cellar");
        Path far = Files.createDirectories(home.resolve("far"));
        for (String name : new String[] {"vault", "cellar", "disk", "shelf"}) {
            Files.createDirectory(far.resolve(name));
        }
        fixture.sink("disk").set("sink.disk.directory", far.resolve("disk").toString()).sink("shelf").set("sink.shelf.directory", far.resolve("shelf").toString());
        try (FaultySftp sftp = FaultySftp.start(Files.createDirectories(home.resolve("sshd")), far)) {
            sftp.site().sink(fixture, "vault", "/vault", false);
            sftp.site().sink(fixture, "cellar", "/cellar", false);
            try (Routes routes = start(own)) {
                checkpoint(routes);
                checkpoint(routes);
            }
        }
        for (String name : new String[] {"vault", "cellar", "disk", "shelf"}) {
            assertMirrored(far.resolve(name));
        }
    }
}
