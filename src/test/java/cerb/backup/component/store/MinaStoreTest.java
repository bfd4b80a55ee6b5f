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
import cerb.backup.component.store.FaultySftp.Fault;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** A directory at a server that has SFTP alone, without OpenSSH's extensions, in a chroot; and what becomes of a file while the server misbehaves. */
class MinaStoreTest extends StoreContractTest {
    /** As often as the routes of these tests try again. */
    private static final int RETRIES = 2;

    @TempDir
    private static Path home;

    private static FaultySftp sftp;
    private static Routes routes;

    @BeforeAll
    static void startRoutes() throws IOException {
        sftp = FaultySftp.start(Files.createDirectories(home.resolve("sshd")), Files.createDirectories(home.resolve("far")));
        Path own = Files.createDirectories(home.resolve("own"));
        RoutesFixture.secondSink(own, "vault", "mute");
        RoutesFixture fixture = sftp.site().sink(new RoutesFixture(home), "vault", "/cerb", false);
        routes = sftp.site().sink(fixture, "mute", "/cerb", true).start(false, Map.of(), own);
    }

    @AfterAll
    static void stopRoutes() throws IOException {
        routes.close();
        sftp.close();
    }

    @AfterEach
    void behave() {
        sftp.misbehave(Fault.LATENCY, 0);
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
        return home.resolve("far/cerb");
    }

    @Override
    protected void beginOutage() throws IOException {
        sftp.end();
    }

    @Override
    protected void endOutage() throws IOException {
        sftp.begin();
    }

    private List<String> files() throws IOException {
        try (Stream<Path> files = Files.walk(stored())) {
            return files.filter(Files::isRegularFile).map(file -> stored().relativize(file).toString()).toList();
        }
    }

    @ParameterizedTest
    @EnumSource
    void faultIsMetByAnotherAttempt(Fault fault) throws IOException {
        sftp.misbehave(fault, 1);
        Handle handle = save(FileType.DATA, bytes(200_000));
        assertThat(sftp.isDone()).isTrue();
        assertThat(files()).containsExactly(handle.path());
        assertThat(Files.readAllBytes(stored().resolve(handle.path()))).isEqualTo(bytes(200_000));
    }

    @ParameterizedTest
    @EnumSource(names = {"CUT", "TRUNCATION", "FULL"})
    void fileThatCannotBeWholeIsNeverSeen(Fault fault) throws IOException {
        sftp.misbehave(fault, RETRIES + 1);
        assertThatThrownBy(() -> save(FileType.DATA, bytes(200_000))).isInstanceOf(TransientException.class);
        assertThat(sftp.isDone()).as("attempts").isTrue();
        assertThat(files()).as("nothing is left").isEmpty();
    }

    /** The server knows no posix-rename. Of a lock it is not asked first whether it is there. */
    @ParameterizedTest
    @ValueSource(ints = {0, 1000, 2000})
    void damagedFileOfThisNameIsReplaced(int size) throws IOException {
        Handle handle = save(FileType.LOCK, bytes(1000));
        Files.write(stored().resolve(handle.path()), new byte[size]);
        save(FileType.LOCK, bytes(1000));
        assertThat(files()).containsExactly(handle.path());
        assertThat(Files.readAllBytes(stored().resolve(handle.path()))).isEqualTo(bytes(1000));
    }

    @Test
    void fullDiskIsSaid() {
        sftp.misbehave(Fault.FULL, RETRIES + 1);
        assertThatThrownBy(() -> backend().save(new Handle(FileType.DATA, "ab".repeat(32)), Content.of(bytes(200_000)))).hasMessageContaining("a disk or a quota is full").hasMessageContaining("df");
    }

    @Test
    @Timeout(60)
    void serverThatRunsNoCommandsIsToldApart() {
        try (Backend mute = routes.sink("mute", home.resolve("fetched"), 0)) {
            assertThatThrownBy(() -> mute.save(new Handle(FileType.DATA, "ab".repeat(32)), Content.of(bytes(10)))).hasMessageContaining("sink.<name>.shell=false");
        }
    }
}
