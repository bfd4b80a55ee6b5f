package cerb.backup.backend.local;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.AccessDeniedException;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.assertj.core.api.Assertions;
import org.assertj.core.api.ThrowableAssert.ThrowingCallable;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What the file system itself answers, in words. */
final class FileErrorTest {
    @TempDir
    private Path root;

    @Test
    void namesThePathAndTheReason() throws IOException {
        Path file = Files.createFile(root.resolve("file"));
        assertThat(words(() -> Files.readString(root.resolve("gone")))).isEqualTo(root.resolve("gone") + ": no such file");
        assertThat(words(() -> Files.newDirectoryStream(file))).isEqualTo(file + ": not a directory");
        assertThat(words(() -> Files.readString(file.resolve("below")))).isEqualTo(file.resolve("below") + ": Not a directory");
        assertThat(words(() -> Files.delete(root))).isEqualTo(root + ": the directory is not empty");
        assertThat(words(() -> Files.createDirectory(file))).isEqualTo(file + ": something is there already");
        assertThat(words(() -> Files.readString(root))).isEqualTo("Is a directory");
    }

    @Test
    void namesNoPathTwice() {
        Path path = Path.of("/x");
        assertThat(FileError.words(new AccessDeniedException("/x"), path)).isEqualTo("access denied");
        assertThat(FileError.words(new AccessDeniedException("/x/y"), path)).isEqualTo("/x/y: access denied");
        assertThat(FileError.words(new FileSystemException("/x", null, "Read-only file system"), path)).isEqualTo("Read-only file system");
    }

    private static String words(ThrowingCallable attempt) {
        return FileError.words((Exception) Assertions.catchThrowable(attempt));
    }
}
