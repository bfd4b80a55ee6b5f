package cerb.backup.backend;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.security.MessageDigest;
import java.security.NoSuchAlgorithmException;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Map;
import java.util.Random;
import java.util.TreeMap;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

/** What every {@link Backend} and every wrapper of one promises. */
public abstract class BackendContractTest {
    /** Returns the backend under test, the same one during a test, empty at its beginning. */
    protected abstract Backend backend();

    /** Saves bytes under the name of their hash. */
    protected final Handle save(FileType type, byte[] bytes) {
        Handle handle = type == FileType.CONFIG ? Handle.CONFIG : new Handle(type, hash(bytes));
        backend().save(handle, Content.of(bytes));
        return handle;
    }

    /** Returns arbitrary bytes, the same ones for the same length. */
    protected static byte[] bytes(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    private static String hash(byte[] bytes) {
        try {
            return HexFormat.of().formatHex(MessageDigest.getInstance("SHA-256").digest(bytes));
        } catch (NoSuchAlgorithmException e) {
            throw new IllegalStateException(e);
        }
    }

    private byte[] load(Handle handle) {
        return backend().load(handle, 0, -1, InputStream::readAllBytes);
    }

    private Map<Handle, Long> list(FileType type) {
        Map<Handle, Long> files = new TreeMap<>((a, b) -> a.path().compareTo(b.path()));
        backend().list(type, (handle, size) -> assertThat(files.put(handle, size)).as("listed once").isNull());
        return files;
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 1, 4096, 128 * 1024 + 1, 1 << 20})
    void loadsWhatWasSaved(int length) {
        Handle handle = save(FileType.DATA, bytes(length));
        assertThat(load(handle)).isEqualTo(bytes(length));
        assertThat(backend().size(handle)).isEqualTo(length);
    }

    @ParameterizedTest
    @EnumSource(FileType.class)
    void listsTheFilesOfOneType(FileType type) {
        assertThat(list(type)).isEmpty();
        Handle handle = save(type, bytes(17));
        for (FileType each : FileType.values()) {
            assertThat(list(each)).isEqualTo(each == type ? Map.of(handle, 17L) : Map.of());
        }
    }

    @Test
    void listsManyFilesEachOnce() {
        Map<Handle, Long> saved = new TreeMap<>((a, b) -> a.path().compareTo(b.path()));
        IntStream.range(1, 20).forEach(length -> saved.put(save(FileType.DATA, bytes(length)), (long) length));
        assertThat(list(FileType.DATA)).isEqualTo(saved);
    }

    @Test
    void loadsRanges() {
        byte[] bytes = bytes(10_000);
        Handle handle = save(FileType.DATA, bytes);
        assertThat(backend().<byte[]>load(handle, 3_000, 4_000, InputStream::readAllBytes))
                .isEqualTo(Arrays.copyOfRange(bytes, 3_000, 7_000));
        assertThat(backend().<byte[]>load(handle, 9_000, -1, InputStream::readAllBytes))
                .isEqualTo(Arrays.copyOfRange(bytes, 9_000, 10_000));
        assertThat(backend().<byte[]>load(handle, 10_000, 0, InputStream::readAllBytes)).isEmpty();
    }

    @Test
    void skipsInsideARange() {
        byte[] bytes = bytes(10_000);
        Handle handle = save(FileType.DATA, bytes);
        byte[] read = backend().load(handle, 1_000, 5_000, in -> {
            in.skipNBytes(4_000);
            return in.readAllBytes();
        });
        assertThat(read).isEqualTo(Arrays.copyOfRange(bytes, 5_000, 6_000));
    }

    @Test
    void neverGivesLessThanTheRange() {
        Handle handle = save(FileType.DATA, bytes(100));
        assertThatThrownBy(() -> backend().load(handle, 50, 51, InputStream::readAllBytes))
                .isInstanceOf(CorruptException.class);
        assertThatThrownBy(() -> backend().load(handle, 101, -1, InputStream::readAllBytes))
                .isInstanceOf(CorruptException.class);
    }

    @Test
    void allowsAReaderToStopEarly() {
        Handle handle = save(FileType.DATA, bytes(1 << 20));
        assertThat(backend().<Integer>load(handle, 0, -1, InputStream::read)).isEqualTo(bytes(1 << 20)[0] & 0xff);
    }

    @Test
    void namesWhatIsNotThere() {
        Handle missing = new Handle(FileType.INDEX, "ab".repeat(32));
        assertThatThrownBy(() -> load(missing)).isInstanceOf(NotFoundException.class);
        assertThatThrownBy(() -> backend().size(missing)).isInstanceOf(NotFoundException.class);
    }

    @Test
    void removesForGood() {
        Handle handle = save(FileType.SNAPSHOT, bytes(5));
        backend().remove(handle);
        assertThat(list(FileType.SNAPSHOT)).isEmpty();
        assertThatThrownBy(() -> load(handle)).isInstanceOf(NotFoundException.class);
        backend().remove(handle);
    }

    @Test
    void savesTheSameAgain() {
        Handle handle = save(FileType.INDEX, bytes(50));
        assertThat(save(FileType.INDEX, bytes(50))).isEqualTo(handle);
        assertThat(load(handle)).isEqualTo(bytes(50));
    }

    @Test
    void refusesOtherContentUnderATakenName() {
        Handle handle = save(FileType.INDEX, bytes(50));
        assertThatThrownBy(() -> backend().save(handle, Content.of(bytes(49)))).isInstanceOf(PermanentException.class);
        assertThat(load(handle)).isEqualTo(bytes(50));
    }

    @Test
    void leavesNothingWhenTheContentIsShort() {
        Handle handle = new Handle(FileType.DATA, hash(bytes(9)));
        assertThatThrownBy(() -> backend().save(handle, broken(9, new ByteArrayInputStream(bytes(8)))))
                .isInstanceOf(BackendException.class);
        assertThat(list(FileType.DATA)).isEmpty();
        assertThat(save(FileType.DATA, bytes(9))).isEqualTo(handle);
    }

    @Test
    void leavesNothingWhenTheContentFails() {
        InputStream failing = new InputStream() {
            @Override
            public int read() throws IOException {
                throw new IOException("source is gone");
            }
        };
        Handle handle = new Handle(FileType.DATA, hash(bytes(9)));
        assertThatThrownBy(() -> backend().save(handle, broken(9, failing))).isInstanceOf(BackendException.class);
        assertThat(list(FileType.DATA)).isEmpty();
    }

    private static Content broken(long length, InputStream in) {
        return new Content() {
            @Override
            public long length() {
                return length;
            }

            @Override
            public InputStream open() {
                return in;
            }
        };
    }

    @Test
    void passesTheReadersFailureOn() {
        Handle handle = save(FileType.DATA, bytes(10));
        assertThatThrownBy(() -> backend().load(handle, 0, -1, in -> {
            throw new IllegalStateException("of the reader");
        })).isInstanceOf(IllegalStateException.class).hasMessage("of the reader");
    }

    @Test
    void servesSeveralThreads() throws ExecutionException, InterruptedException {
        ExecutorService threads = Executors.newFixedThreadPool(4);
        try {
            var saves = IntStream.range(0, 40).<Future<?>>mapToObj(i -> threads.submit(() -> {
                Handle handle = save(FileType.DATA, bytes(1000 + i / 2));
                assertThat(load(handle)).isEqualTo(bytes(1000 + i / 2));
            })).toList();
            for (Future<?> each : saves) {
                each.get();
            }
        } finally {
            threads.shutdownNow();
        }
        assertThat(list(FileType.DATA)).hasSize(20);
    }

    @Test
    void saysWhereItIs() {
        assertThat(backend().location()).isNotBlank();
    }
}
