package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendContractTest;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.component.Routes;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What every store promises behind its route: what a backend does, and a little more. */
public abstract class StoreContractTest extends BackendContractTest {
    private static final AtomicInteger TESTS = new AtomicInteger();

    @TempDir
    private static Path setAside;

    @TempDir
    private Path temporary;

    private Backend backend;

    /** The routes, running. */
    protected abstract Routes routes();

    /** The name of the sink. */
    protected abstract String sink();

    /** Where the far side keeps the repository, seen from here. */
    protected abstract Path stored();

    /** What the far side needs to be there before anything is stored. */
    protected void prepare() throws IOException {
        Files.createDirectories(stored());
    }

    /** From now on the far side is away. */
    protected abstract void beginOutage() throws IOException;

    /** The far side is back. */
    protected abstract void endOutage() throws IOException;

    @BeforeEach
    final void emptyStore() throws IOException {
        if (Files.exists(stored())) {
            Files.move(stored(), setAside.resolve(Integer.toString(TESTS.incrementAndGet())));
        }
        prepare();
        backend = routes().sink(sink(), temporary.resolve("fetched"), 1 << 20);
    }

    @AfterEach
    final void closeBackend() {
        backend.close();
        assertThat(temporary.resolve("fetched")).doesNotExist();
    }

    @Override
    protected final Backend backend() {
        return backend;
    }

    @Test
    void listsManyThousandCompletely() throws IOException {
        Map<Handle, Long> saved = new HashMap<>();
        Random random = new Random(1);
        for (int i = 0; i < 2_500; i++) {
            byte[] id = new byte[32];
            random.nextBytes(id);
            // Some directories of packs are fuller than a page.
            id[0] = (byte) (i % 2 == 0 ? 7 : i % 16);
            Handle handle = new Handle(FileType.DATA, HexFormat.of().formatHex(id));
            Path file = stored().resolve(handle.path());
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
            assertThat(files.filter(file -> file.getFileName().toString().startsWith("data-"))).hasSize(2);
        }
    }

    @Test
    void leavesOnlyWhatWasSaved() throws IOException {
        Handle handle = save(FileType.DATA, bytes(100));
        save(FileType.CONFIG, bytes(20));
        try (var files = Files.walk(stored())) {
            assertThat(files.filter(Files::isRegularFile).map(file -> stored().relativize(file).toString()).toList()).containsExactlyInAnyOrder(handle.path(), "config");
        }
    }

    @Test
    void saysThatAnOutagePasses() throws IOException {
        Handle handle = save(FileType.DATA, bytes(10));
        beginOutage();
        try {
            assertThatThrownBy(() -> backend.size(handle)).isInstanceOf(TransientException.class).hasMessageContaining("sink " + sink());
            assertThatThrownBy(() -> backend.save(Handle.CONFIG, Content.of(bytes(10)))).isInstanceOf(TransientException.class);
            assertThatThrownBy(() -> backend.list(FileType.DATA, (file, size) -> { })).isInstanceOf(TransientException.class);
        } finally {
            endOutage();
        }
        assertThat(backend.size(handle)).isEqualTo(10);
    }
}
