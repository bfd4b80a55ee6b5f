package cerb.backup.operation.removal;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Instant;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class RemovalJournalTest {
    private static final Removal ONE = new Removal(Instant.parse("2026-11-23T15:00:00Z"), "prune",
            List.of(new Handle(FileType.INDEX, "0".repeat(64))), List.of(new Handle(FileType.DATA, "ab".repeat(32)), new Handle(FileType.INDEX, "1".repeat(64))));
    private static final Removal TWO = new Removal(Instant.parse("2026-11-23T15:00:01.5Z"), "forget", List.of(),
            List.of(new Handle(FileType.SNAPSHOT, "2".repeat(64))));

    @TempDir
    Path directory;

    @Test
    void readsWhatWasAppended() {
        var journal = new RemovalJournal(directory);
        assertThat(journal.read()).isEmpty();
        journal.append(ONE);
        journal.append(TWO);
        assertThat(new RemovalJournal(directory).read()).containsExactly(ONE, TWO);
    }

    @Test
    void halfALineOrdersNothing() throws IOException {
        var journal = new RemovalJournal(directory);
        journal.append(ONE);
        Files.writeString(directory.resolve(RemovalJournal.NAME), "{\"version\":1,\"at\":\"2026-11-23T15:00", StandardOpenOption.APPEND);
        assertThat(journal.read()).containsExactly(ONE);
        journal.append(TWO);
        assertThat(journal.read()).containsExactly(ONE, TWO);
    }

    @Test
    void aDamagedRecordOrdersNothingAtAll() throws IOException {
        for (String line : List.of("nonsense", "{\"version\":2}", "{\"version\":1,\"at\":\"never\"}",
                "{\"version\":1,\"at\":\"2026-11-23T15:00:00Z\",\"remove\":[\"../etc/passwd\"]}")) {
            Files.writeString(directory.resolve(RemovalJournal.NAME), line + "\n");
            assertThatThrownBy(() -> new RemovalJournal(directory).read()).as(line).isInstanceOf(OperationException.class);
        }
    }

    @Test
    void dropsTheOldestThatAreDone() {
        var journal = new RemovalJournal(directory);
        journal.append(ONE);
        journal.append(TWO);
        journal.append(ONE);
        journal.drop(removal -> removal.by().equals("prune"));
        assertThat(new RemovalJournal(directory).read()).as("what comes after one that is still of use stays").containsExactly(TWO, ONE);
        journal.append(ONE);
        assertThat(journal.read()).containsExactly(TWO, ONE, ONE);
    }

    @Test
    void seesWhatAnotherJournalOfTheDirectoryAdds() {
        var journal = new RemovalJournal(directory);
        assertThat(journal.read()).isEmpty();
        IntStream.range(0, 20).parallel().forEach(i -> new RemovalJournal(directory).append(ONE));
        assertThat(journal.read()).hasSize(20);
        new RemovalJournal(directory).append(TWO);
        assertThat(journal.read()).hasSize(21).last().isEqualTo(TWO);
    }
}
