package cerb.backup.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendContractTest;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.StoreFullException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class LocalBackendTest extends BackendContractTest {
    @TempDir
    private Path directory;
    private Backend backend;

    @BeforeEach
    void open() {
        backend = new LocalBackend(directory.resolve("below/repository"));
    }

    @Override
    protected Backend backend() {
        return backend;
    }

    private String mode(Handle handle) throws IOException {
        return PosixFilePermissions.toString(Files.getPosixFilePermissions(path(handle)));
    }

    private Path path(Handle handle) {
        return Path.of(backend.location()).resolve(handle.path());
    }

    @Test
    void keepsFilesForTheOwnerAlone() throws IOException {
        Handle handle = save(FileType.DATA, bytes(3));
        assertThat(mode(handle)).isEqualTo("r--------");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(handle).getParent())))
                .isEqualTo("rwx------");
    }

    @Test
    void removesTemporaryFilesOfTheKilledAndNoOthers() throws IOException {
        Handle kept = save(FileType.DATA, bytes(3));
        Path data = path(kept).getParent();
        Path old = Files.write(data.resolve("0".repeat(64) + "-tmp-1"), bytes(5));
        Path young = Files.write(data.resolve("1".repeat(64) + "-tmp-2"), bytes(5));
        Path foreign = Files.write(data.resolve("notes-tmp-3"), bytes(5));
        Path config = Files.write(Path.of(backend.location()).resolve("config-tmp-4"), bytes(5));
        Instant killed = Instant.now().minusSeconds(4000);
        for (Path file : List.of(old, foreign, config, path(kept))) {
            Files.setLastModifiedTime(file, FileTime.from(killed));
        }
        assertThat(((LocalBackend) backend).removeLeftovers(killed.plusSeconds(1))).isEqualTo(2);
        assertThat(old).doesNotExist();
        assertThat(config).doesNotExist();
        assertThat(List.of(young, foreign, path(kept))).allMatch(Files::exists);
    }

    /** Whatever fits of a file, nothing of it stays, and the next one fits again. */
    @ParameterizedTest
    @ValueSource(longs = {0, 1, 50_000, 99_999})
    void keepsNothingOfAFileThatFindsNoRoom(long room) throws IOException {
        FullDisk disk = new FullDisk(room);
        Handle handle = new Handle(FileType.INDEX, "0".repeat(64));
        try (LocalBackend full = new LocalBackend(directory.resolve("full"), disk)) {
            assertThatThrownBy(() -> full.save(handle, Content.of(new byte[100_000]))).isInstanceOf(StoreFullException.class)
                    .hasMessageContaining(handle.path()).hasMessageEndingWith("Free some space there, then run the same command again.");
            try (Stream<Path> left = Files.list(directory.resolve("full/index"))) {
                assertThat(left).isEmpty();
            }
            disk.leave(100_000);
            full.save(handle, Content.of(new byte[100_000]));
            assertThat(full.size(handle)).isEqualTo(100_000);
        }
    }

    @Test
    void saysThatTheWorkWasInterrupted() throws IOException {
        byte[] content = bytes(3);
        Handle handle = save(FileType.DATA, content);
        Thread.currentThread().interrupt();
        try {
            assertThatThrownBy(() -> backend.load(handle, 0, -1, in -> in.readAllBytes())).isInstanceOf(BackendException.class)
                    .hasMessage("load " + handle.path() + " in " + backend.location() + ": the work was interrupted before it was done");
            assertThatThrownBy(() -> save(FileType.INDEX, bytes(4))).hasMessageStartingWith("save index/").hasMessageEndingWith("interrupted before it was done");
        } finally {
            assertThat(Thread.interrupted()).isTrue();
        }
    }

    @Test
    void sharesWithTheGroupThatCanReadTheConfiguration() throws IOException {
        save(FileType.CONFIG, bytes(3));
        Files.setPosixFilePermissions(path(Handle.CONFIG), PosixFilePermissions.fromString("rw-r-----"));
        Handle handle = save(FileType.DATA, bytes(3));
        assertThat(mode(handle)).isEqualTo("r--r-----");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path(handle).getParent())))
                .isEqualTo("rwxrwx---");
    }

    @Test
    void leavesNoTemporaryFileBehind() throws IOException {
        Handle handle = save(FileType.INDEX, bytes(3));
        try (Stream<Path> files = Files.list(path(handle).getParent())) {
            assertThat(files).containsExactly(path(handle));
        }
    }

    @Test
    void overlooksTemporaryFilesOfACrash() throws IOException {
        Handle handle = save(FileType.INDEX, bytes(3));
        Files.write(path(handle).resolveSibling(handle.name() + "-tmp-12345"), bytes(2));
        List<Handle> listed = new ArrayList<>();
        backend.list(FileType.INDEX, (found, size) -> listed.add(found));
        assertThat(listed).containsExactly(handle);
    }

    @Test
    void neverTakesATruncatedFileForASavedOne() throws IOException {
        Handle handle = save(FileType.INDEX, bytes(3));
        Files.delete(path(handle));
        Files.createFile(path(handle));
        assertThatThrownBy(() -> backend.save(handle, Content.of(bytes(3)))).isInstanceOf(PermanentException.class)
                .hasMessageContaining("0 bytes instead of 3");
    }

    @Test
    void saysThatItsPlaceIsNoDirectory() throws IOException {
        Files.createDirectories(directory.resolve("below"));
        Files.createFile(directory.resolve("below/repository"));
        assertThatThrownBy(() -> save(FileType.DATA, bytes(3))).isInstanceOf(BackendException.class)
                .hasMessageContaining("below/repository");
        assertThatThrownBy(() -> backend.list(FileType.DATA, (handle, size) -> { })).isInstanceOf(BackendException.class);
    }
}
