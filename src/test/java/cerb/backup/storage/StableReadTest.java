package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.concurrent.atomic.AtomicInteger;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StableReadTest {
    private final StableRead reading = new StableRead(3);
    private final AtomicInteger attempts = new AtomicInteger();

    @TempDir
    Path directory;
    private Path file;

    @BeforeEach
    void makeFile() throws IOException {
        file = Files.writeString(directory.resolve("file"), "content");
    }

    @Test
    void readsAQuietFileOnce() throws IOException {
        var result = reading.read(file, this::text);
        assertThat(result.value()).isEqualTo("content");
        assertThat(result.stable()).isTrue();
        assertThat(attempts).hasValue(1);
    }

    @Test
    void readsAgainWhatChangedMeanwhile() throws IOException {
        var result = reading.read(file, content -> {
            String text = text(content);
            if (attempts.get() == 1) {
                Files.writeString(file, "another");
            }
            return text;
        });
        assertThat(result.value()).isEqualTo("another");
        assertThat(result.stable()).isTrue();
    }

    @Test
    void saysSoWhenItNeverHoldsStill() throws IOException {
        var result = reading.read(file, content -> {
            String text = text(content);
            Files.writeString(file, "x", StandardOpenOption.APPEND);
            return text;
        });
        assertThat(attempts).hasValue(3);
        assertThat(result.stable()).isFalse();
        assertThat(result.value()).isEqualTo("contentxx");
        assertThat(result.attributes().size()).isEqualTo(9);
    }

    @Test
    void endsWhereAGrowingFileEndedWhenItWasOpened() throws IOException {
        var result = new StableRead(1).read(file, content -> {
            Files.writeString(file, " and more", StandardOpenOption.APPEND);
            return text(content);
        });
        assertThat(result.value()).isEqualTo("content");
    }

    @Test
    void noticesAChangeThatHidesItsTime() throws IOException {
        var result = reading.read(file, content -> {
            String text = text(content);
            if (attempts.get() == 1) {
                var time = Files.getLastModifiedTime(file);
                Files.writeString(file, "CONTENT");
                Files.setLastModifiedTime(file, time);
            }
            return text;
        });
        assertThat(result.value()).isEqualTo("CONTENT");
    }

    @Test
    void noticesRewritesRightBehindEachAttempt() throws IOException {
        var result = reading.read(file, content -> {
            String text = text(content);
            if (attempts.get() < 3) {
                // within one tick of the attempt's beginning, if that followed at once on the rewrite before
                Files.writeString(file, "rewrit" + attempts.get());
            }
            return text;
        });
        assertThat(result.value()).isEqualTo("rewrit2");
        assertThat(result.stable()).isTrue();
    }

    @Test
    void refusesWhatIsNoFile() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), file);
        assertThatThrownBy(() -> reading.read(link, this::text)).isInstanceOf(FileSystemException.class).hasMessageContaining("no regular file");
        assertThatThrownBy(() -> reading.read(directory.resolve("gone"), this::text)).isInstanceOf(NoSuchFileException.class);
    }

    private String text(InputStream content) {
        attempts.incrementAndGet();
        try {
            return new String(content.readAllBytes(), StandardCharsets.UTF_8);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }
}
