package cerb.backup.operation.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Level;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SinkDiskExaminationTest {
    @TempDir
    private Path root;

    private List<Diagnosis> examine(Path directory, Path... outlived) throws IOException {
        return new SinkDiskExamination("attic", directory, List.of(outlived), Optional.empty()).examine();
    }

    @Test
    void warnsOfADiskThatIsTheRepositorysOwn() throws IOException {
        Path repository = Files.createDirectory(root.resolve("repository"));
        Path sink = Files.createDirectory(root.resolve("sink"));
        assertThat(examine(sink, repository, root.resolve("absent"))).singleElement().satisfies(diagnosis -> {
            assertThat(diagnosis.level()).isEqualTo(Level.WARNING);
            assertThat(diagnosis.finding()).isEqualTo(sink + " is on the same file system as " + repository);
            assertThat(diagnosis.remedy()).contains("sink.attic.directory");
        });
    }

    @Test
    void saysNothingOfAnotherDisk() throws IOException {
        assertThat(examine(root, Path.of("/proc"))).isEmpty();
        assertThat(examine(root.resolve("unmounted"), root)).isEmpty();
    }
}
