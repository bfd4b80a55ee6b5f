package cerb.backup.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendContractTest;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.PermanentException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

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
        backend.list(FileType.INDEX, (found, size) -> assertThat(found).isEqualTo(handle));
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
