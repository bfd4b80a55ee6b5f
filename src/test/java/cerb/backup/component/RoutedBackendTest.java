package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendContractTest;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.demo.EmbeddedS3;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterAll;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository in a bucket, through the shipped route and kamelet. */
class RoutedBackendTest extends BackendContractTest {
    private static final String BUCKET = "routed";
    private static EmbeddedS3 s3;
    private static Routes routes;
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path home;

    @TempDir
    private Path temporary;

    private Backend backend;

    @BeforeAll
    static void startRoutes() throws IOException {
        s3 = EmbeddedS3.start();
        s3.createBucket(BUCKET);
        // The prefix holds a word of the repository's own layout, and characters that a URI escapes.
        routes = new RoutesFixture(home).sink("offsite", s3, BUCKET, "data/a+b c/").start(false, Map.of());
    }

    @AfterAll
    static void stopRoutes() {
        routes.close();
        s3.close();
    }

    @BeforeEach
    void emptyBucket() throws IOException {
        Path stored = s3.directory(BUCKET).resolve("data");
        if (Files.exists(stored)) {
            Files.move(stored, home.resolve("set-aside-" + TESTS.incrementAndGet()));
        }
        backend = routes.sink("offsite", temporary.resolve("fetched"), 1 << 20);
    }

    @AfterEach
    void closeBackend() {
        backend.close();
        assertThat(temporary.resolve("fetched")).doesNotExist();
    }

    @Override
    protected Backend backend() {
        return backend;
    }

    @Test
    void listsMoreThanAPage() throws IOException {
        Map<Handle, Long> saved = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 1_100; i++) {
            byte[] id = new byte[32];
            random.nextBytes(id);
            id[0] = 7;
            Handle handle = new Handle(FileType.DATA, HexFormat.of().formatHex(id));
            Path file = s3.directory(BUCKET).resolve("data/a+b c").resolve(handle.path());
            Files.createDirectories(file.getParent());
            Files.write(file, new byte[i % 3]);
            saved.put(handle, (long) i % 3);
        }
        Map<Handle, Long> listed = new HashMap<>();
        backend.list(FileType.DATA, (handle, size) -> assertThat(listed.put(handle, size)).as("listed once").isNull());
        assertThat(listed).isEqualTo(saved);
    }

    @Test
    void keepsWhatItFetchedWithinItsCapacity() throws IOException {
        for (int i = 0; i < 4; i++) {
            Handle handle = save(FileType.DATA, bytes(500_000 + i));
            assertThat(backend.<byte[]>load(handle, 100, 5, InputStream::readAllBytes)).hasSize(5);
        }
        try (var files = Files.list(temporary.resolve("fetched"))) {
            assertThat(files).hasSize(2);
        }
    }

    @Test
    void saysThatAnOutagePasses() {
        Handle handle = save(FileType.DATA, bytes(10));
        s3.beginOutage();
        try {
            assertThatThrownBy(() -> backend.size(handle)).isInstanceOf(TransientException.class).hasMessageContaining("sink offsite");
            assertThatThrownBy(() -> backend.save(Handle.CONFIG, Content.of(bytes(10)))).isInstanceOf(TransientException.class);
        } finally {
            s3.endOutage();
        }
        assertThat(backend.size(handle)).isEqualTo(10);
    }
}
