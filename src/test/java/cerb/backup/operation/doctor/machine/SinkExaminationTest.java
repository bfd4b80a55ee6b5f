package cerb.backup.operation.doctor.machine;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.doctor.Diagnosis;
import cerb.backup.operation.doctor.Level;
import org.junit.jupiter.api.Test;

class SinkExaminationTest {
    private final MemoryBackend sink = new MemoryBackend();

    private void save(FileType type, int files) {
        for (int i = 0; i < files; i++) {
            sink.save(new Handle(type, "%064x".formatted(i)), Content.of(new byte[1]));
        }
    }

    @Test
    void warnsOfASinkThatKeepsEverySnapshot() {
        save(FileType.KEY, 1);
        save(FileType.SNAPSHOT, SinkExamination.MANY);
        assertThat(new SinkExamination("attic", () -> sink).examine()).hasSize(2).last().satisfies(diagnosis -> {
            assertThat(diagnosis.level()).isEqualTo(Level.WARNING);
            assertThat(diagnosis.finding()).contains(SinkExamination.MANY + " snapshots", "sink.attic.delete=false");
            assertThat(diagnosis.remedy()).contains("restic forget");
        });
    }

    @Test
    void saysNothingOfFew() {
        save(FileType.KEY, 1);
        save(FileType.SNAPSHOT, SinkExamination.MANY - 1);
        assertThat(new SinkExamination("attic", () -> sink).examine()).extracting(Diagnosis::level).containsExactly(Level.OK);
    }
}
