package cerb.backup.repository.lock;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LockNotesTest {
    private static final Id LOCK = Samples.id(1);

    @TempDir
    private Path root;

    @Test
    void aNoteOfALivingProcessIsItsOwn() {
        LockNotes notes = new LockNotes(root.resolve("notes"));
        notes.add(LOCK);
        assertThat(notes.isOfDeadProcess(LOCK)).isFalse();
        assertThat(notes.isOfDeadProcess(Samples.id(2))).as("a lock that nobody noted").isFalse();
        notes.remove(LOCK);
        assertThat(root.resolve("notes")).isEmptyDirectory();
    }

    @Test
    void aNoteThatNoLivingProcessWroteIsOfADeadOne() throws IOException {
        LockNotes notes = new LockNotes(root);
        for (String note : new String[] {"", "12", "x y", ProcessHandle.current().pid() + " 2001-01-01T00:00:00Z", Long.MAX_VALUE + " unknown", "99999999999999999999 unknown"}) {
            Files.writeString(root.resolve(LOCK.toString()), note);
            assertThat(notes.isOfDeadProcess(LOCK)).as(note).isTrue();
        }
    }

    @Test
    void aDirectoryThatIsNoneIsNamed() throws IOException {
        Path file = Files.writeString(root.resolve("file"), "");
        LockNotes notes = new LockNotes(file);
        assertThatThrownBy(() -> notes.add(LOCK)).isInstanceOf(RepositoryException.class).hasMessageContaining("note of lock " + LOCK.shortName() + " in " + file);
        assertThatThrownBy(() -> notes.remove(LOCK)).isInstanceOf(RepositoryException.class).hasMessageContaining("cannot remove the note of lock");
        assertThatThrownBy(() -> notes.isOfDeadProcess(LOCK)).isInstanceOf(RepositoryException.class).hasMessageContaining("cannot read the note of lock");
    }

    @Test
    void withoutADirectoryNothingIsNoted() {
        LockNotes notes = new LockNotes(null);
        notes.add(LOCK);
        notes.remove(LOCK);
        assertThat(notes.isOfDeadProcess(LOCK)).isFalse();
    }
}
