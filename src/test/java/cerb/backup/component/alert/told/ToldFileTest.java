package cerb.backup.component.alert.told;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.alert.told.Problem.Severity;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class ToldFileTest {
    private static final Instant NOW = Instant.parse("2026-03-01T12:00:00Z");

    @TempDir
    private Path directory;

    @Test
    void readsWhatItWroteWithoutTheTextsOfErrors() throws IOException {
        Problem problem = new Problem("sink-down", "offsite", Severity.WARNING, "It is \"down\".", "secret-plans.pdf", "Look.", NOW);
        file().write(List.of(new ToldFile.Entry(problem, Severity.CRITICAL, NOW.plusSeconds(60))));
        Problem kept = new Problem("sink-down", "offsite", Severity.CRITICAL, "It is \"down\".", "", "Look.", NOW);
        assertThat(file().read()).containsExactly(new ToldFile.Entry(kept, Severity.CRITICAL, NOW.plusSeconds(60)));
        assertThat(Files.readString(path())).doesNotContain("plans.pdf");
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(path()))).isEqualTo("rw-------");
        assertThat(directory).isDirectoryNotContaining("glob:**-tmp");
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "null", "{\"version\":2,\"told\":[]}", "{\"version\":1,\"told\":[{}]}", "{\"version\":1,\"told\":[1]}", "{\"version\":1,\"told\":{\"a\":{}}}",
        "{\"version\":1,\"told\":[{\"code\":\"\",\"subject\":\"\",\"severity\":\"WARNING\",\"message\":\"m\",\"since\":\"2026-03-01T12:00:00Z\",\"time\":\"2026-03-01T12:00:00Z\"}]}",
        "{\"version\":1,\"told\":[{\"code\":\"c\",\"subject\":\"\",\"severity\":\"WARNING\",\"message\":\"m\",\"since\":\"yesterday\",\"time\":\"2026-03-01T12:00:00Z\"}]}"})
    void whatItDidNotWriteIsNothingAndWrittenAnew(String text) throws IOException {
        Files.writeString(path(), text);
        assertThat(file().read()).isEmpty();
        file().write(List.of());
        assertThat(Files.readString(path())).isEqualTo("{\"version\":1,\"told\":[]}");
    }

    @Test
    void neitherDepthNorSizeOfTheFileHarms() throws IOException {
        Files.writeString(path(), "{\"version\":1,\"told\":" + "[".repeat(500_000));
        assertThat(file().read()).isEmpty();
        Files.writeString(path(), "{\"version\":1,\"told\":[]," + " ".repeat(1 << 20) + "}");
        assertThat(file().read()).isEmpty();
    }

    @Test
    void whatCannotBeWrittenFailsNothing() throws IOException {
        Files.createDirectories(path().resolve("in-the-way"));
        file().write(List.of());
        assertThat(file().read()).isEmpty();
        assertThat(directory).isDirectoryNotContaining("glob:**-tmp");
    }

    private Path path() {
        return directory.resolve("cerb-backup.told-webhook");
    }

    private ToldFile file() {
        return new ToldFile(path());
    }
}
