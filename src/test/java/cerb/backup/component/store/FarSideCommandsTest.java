package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import cerb.backup.format.Id;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.Iterator;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

/** What OpenSSH's server is asked to do by commands, through the shipped route and kamelet. */
class FarSideCommandsTest {
    @TempDir
    private static Path home;

    private static OpenSsh ssh;
    private static Routes routes;
    private static Path far;

    private Backend sink;

    @BeforeAll
    static void startRoutes() throws IOException {
        ssh = OpenSsh.start(Files.createDirectories(home.resolve("sshd")), "SetEnv PATH=" + notingSync() + ":/usr/bin:/bin");
        far = Files.createDirectories(home.resolve("far side"));
        RoutesFixture fixture = ssh.site().sink(new RoutesFixture(home), "vault", far.toString(), true);
        routes = fixture.start(false, Map.of());
    }

    /** Makes a directory with a sync that notes what it was asked to make durable. */
    private static Path notingSync() throws IOException {
        Path commands = Files.createDirectories(home.resolve("commands"));
        Path sync = Files.writeString(commands.resolve("sync"), "#!/bin/sh\necho \"$@\" >>" + home.resolve("synced") + "\nPATH=/usr/bin:/bin exec sync \"$@\"\n");
        Files.setPosixFilePermissions(sync, PosixFilePermissions.fromString("rwxr-xr-x"));
        return commands;
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        ssh.close();
    }

    @BeforeEach
    void open() throws IOException {
        Files.write(far.resolve("config"), new byte[100]);
        sink = routes.sink("vault", home.resolve("fetched"), 0);
    }

    private static byte[] bytes(int seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }

    private Handle save(int seed) {
        byte[] bytes = bytes(seed, 10_000);
        Handle handle = new Handle(FileType.DATA, Id.hash(bytes).toString());
        sink.save(handle, Content.of(bytes));
        return handle;
    }

    @Test
    void filesWhoseHashTheFarSideConfirmsAreStored() throws IOException {
        Handle handle = save(1);
        assertThat(Files.readAllBytes(far.resolve(handle.path()))).isEqualTo(bytes(1, 10_000));
    }

    @Test
    void fileWithAnotherHashIsNotStored() {
        Handle handle = new Handle(FileType.DATA, "ab".repeat(32));
        assertThatThrownBy(() -> sink.save(handle, Content.of(bytes(2, 100)))).isInstanceOf(TransientException.class).hasMessageContaining("another SHA-256");
    }

    @Test
    void everyFileIsMadeDurableAlsoTheConfig() throws IOException {
        Files.delete(far.resolve("config"));
        Handle pack = save(4);
        sink.save(Handle.CONFIG, Content.of(bytes(5, 100)));
        assertThat(Files.readAllLines(home.resolve("synced"))).contains(pack.path(), "config");
    }

    /** What is read of it first is not what is sent. */
    @Test
    void configWithAnotherHashIsNotStored() throws IOException {
        Files.delete(far.resolve("config"));
        Iterator<byte[]> reads = Stream.concat(Stream.generate(() -> bytes(6, 100)).limit(2), Stream.generate(() -> bytes(7, 100))).iterator();
        Content changing = new Content() {
            @Override
            public long length() {
                return 100;
            }

            @Override
            public InputStream open() {
                return new ByteArrayInputStream(reads.next());
            }
        };
        assertThatThrownBy(() -> sink.save(Handle.CONFIG, changing)).isInstanceOf(TransientException.class).hasMessageContaining("another SHA-256");
    }

    @Test
    void hashesManyFilesByOneCommand() throws IOException {
        Map<Handle, String> expected = new HashMap<>();
        for (int i = 0; i < 150; i++) {
            byte[] bytes = bytes(i, 1_000);
            Handle handle = new Handle(FileType.DATA, Id.hash(bytes).toString());
            Path file = far.resolve(handle.path());
            Files.createDirectories(file.getParent());
            Files.write(file, bytes);
            expected.put(handle, handle.name());
        }
        Handle damaged = expected.keySet().iterator().next();
        Files.write(far.resolve(damaged.path()), new byte[1_000]);
        expected.put(damaged, Id.hash(new byte[1_000]).toString());
        List<Handle> asked = new ArrayList<>(expected.keySet());
        asked.add(new Handle(FileType.DATA, "0".repeat(64)));
        assertThat(sink.hashes(asked)).contains(expected);
    }

    @Test
    void answerThatNamesNoneOfManyFilesIsAnAnswer() {
        List<Handle> missing = IntStream.range(0, 100).mapToObj(i -> new Handle(FileType.DATA, Id.hash(bytes(1_000 + i, 10)).toString())).toList();
        assertThat(sink.hashes(missing)).contains(Map.of());
    }

    @Test
    void answerWithoutTheConfigIsNone() throws IOException {
        Handle file = save(3);
        Files.delete(far.resolve("config"));
        assertThatThrownBy(() -> sink.hashes(List.of(file))).isInstanceOf(TransientException.class).hasMessageContaining("the answer lacks config");
    }

    @ParameterizedTest
    @ValueSource(strings = {"it's", "${body}", "$simple{body}"})
    void directoryThatCommandsCannotNameIsRefused(String name) throws IOException {
        RoutesFixture fixture = ssh.site().sink(new RoutesFixture(Files.createTempDirectory(home, "refused")), "vault", far.resolve(name).toString(), true);
        assertThatThrownBy(() -> fixture.start(false, Map.of()).close()).hasStackTraceContaining("which commands there cannot name");
        FarSide withoutCommands = new FarSide();
        withoutCommands.setDirectory(name);
        withoutCommands.open();
    }

    @Test
    void directoryThatIsMissingIsNoAnswer() throws IOException {
        Files.move(far, home.resolve("away"));
        try {
            assertThatThrownBy(() -> sink.hashes(List.of(new Handle(FileType.DATA, "0".repeat(64))))).isInstanceOf(TransientException.class)
                    .hasMessageContaining("exit code").hasMessageContaining("No such file or directory");
        } finally {
            Files.move(home.resolve("away"), far);
        }
    }
}
