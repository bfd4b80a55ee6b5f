package cerb.backup.backend.local;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.ChildJvm;
import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.Digests;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class FetchedFilesTest {
    private static final byte[] CONTENT = "a pack".getBytes();
    private static final byte[] CHANGED = "a pAck".getBytes();
    private static final byte[] SHORT = "a p".getBytes();
    private static final Handle PACK = pack(CONTENT);

    @TempDir
    private Path directory;
    private final Deque<byte[]> answers = new ArrayDeque<>();
    private FetchedFiles files;

    private static Handle pack(byte[] content) {
        return new Handle(FileType.DATA, HexFormat.of().formatHex(Digests.of("SHA-256").digest(content)));
    }

    private FetchedFiles answering(byte[]... all) {
        answers.addAll(List.of(all));
        files = new FetchedFiles(directory.resolve("fetched"), 1 << 20, this::answer);
        return files;
    }

    private void answer(Handle handle, Backend.Reader<Long> target) {
        try {
            target.read(new ByteArrayInputStream(answers.remove()));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @AfterEach
    void close() {
        files.close();
        assertThat(directory.resolve("fetched")).doesNotExist();
    }

    @Test
    void fetchesOnceWhatCameRight() {
        answering(CONTENT);
        assertThat(load(PACK)).isEqualTo(CONTENT);
        assertThat(load(PACK)).isEqualTo(CONTENT);
    }

    @Test
    void letsGoOfWhatWasReadLongestAgo() {
        byte[] second = "a park".getBytes();
        byte[] third = "a path".getBytes();
        answers.addAll(List.of(CONTENT, second, third, second));
        files = new FetchedFiles(directory.resolve("fetched"), 2 * CONTENT.length, this::answer);
        load(PACK);
        load(pack(second));
        load(PACK);
        load(pack(third));
        assertThat(kept()).hasSize(2);
        assertThat(load(PACK)).as("kept").isEqualTo(CONTENT);
        assertThat(answers).hasSize(1);
        assertThat(load(pack(second))).as("fetched again").isEqualTo(second);
        assertThat(answers).isEmpty();
    }

    @Test
    void fetchesAgainWhatWasChangedOrCutOffOnTheWay() {
        answering(CHANGED, CONTENT);
        assertThat(load(PACK)).isEqualTo(CONTENT);
        files.forget(PACK);
        answers.addAll(List.of(SHORT, CONTENT));
        assertThat(load(PACK)).isEqualTo(CONTENT);
    }

    @Test
    void leavesToTheReaderWhatIsDamagedAtThePlace() {
        answering(CHANGED, CHANGED);
        assertThat(load(PACK)).isEqualTo(CHANGED);
        files.forget(PACK);
        answers.addAll(List.of(SHORT, SHORT));
        assertThatThrownBy(() -> files.load(PACK, 0, CONTENT.length, InputStream::readAllBytes)).isInstanceOf(CorruptException.class);
    }

    @Test
    void fetchesAgainWhatSomebodyHasTidiedAway() throws IOException {
        answering(CONTENT, CONTENT);
        assertThat(load(PACK)).isEqualTo(CONTENT);
        Files.delete(directory.resolve("fetched/data-" + PACK.name()));
        assertThat(load(PACK)).isEqualTo(CONTENT);
        assertThat(answers).isEmpty();
    }

    @Test
    void asksOnceMoreForWhatWasDamagedWhenToldSo() {
        answering(CHANGED, CHANGED);
        assertThat(load(PACK)).isEqualTo(CHANGED);
        assertThat(load(PACK)).as("many ranges of it may be asked for").isEqualTo(CHANGED);
        files.forgetDamaged();
        answers.add(CONTENT);
        assertThat(load(PACK)).isEqualTo(CONTENT);
        files.forgetDamaged();
        assertThat(load(PACK)).isEqualTo(CONTENT);
    }

    /** Where a whole repository comes back, each pack of it is fetched and forgotten. */
    @Test
    void keepsNothingOfWhatIsForgottenOnTheDisk() throws IOException {
        answering(CONTENT, SHORT, SHORT);
        try (InputStream reader = files.open(PACK)) {
            files.forget(PACK);
            assertThat(reader.readAllBytes()).isEqualTo(CONTENT);
        }
        assertThat(kept()).isEmpty();
        load(PACK);
        files.forgetDamaged();
        assertThat(kept()).isEmpty();
    }

    @Test
    void takesAConfigAsItComes() {
        answering(CHANGED);
        assertThat(load(Handle.CONFIG)).isEqualTo(CHANGED);
    }

    /** A gigabyte of it may be what a killed process has left. */
    @Test
    void removesWhatAKilledProcessHasLeftAndNothingOfALivingOne() throws Exception {
        Path theirs = directory.resolve(FetchedDirectory.PREFIX + "theirs");
        Path others = Files.createDirectory(directory.resolve("cerb-backup-others"));
        Process other = ChildJvm.of(Fetching.class, theirs.toString()).start();
        try {
            assertThat(other.inputReader().readLine()).isEqualTo("fetched");
            fetchBeside("first");
            assertThat(theirs).isNotEmptyDirectory();
        } finally {
            other.destroyForcibly().waitFor();
        }
        assertThat(theirs).isNotEmptyDirectory();
        fetchBeside("second");
        assertThat(theirs).doesNotExist();
        assertThat(others).exists();
    }

    private void fetchBeside(String name) {
        answers.add(CONTENT);
        files = new FetchedFiles(directory.resolve(FetchedDirectory.PREFIX + name), 1 << 20, this::answer);
        assertThat(load(PACK)).isEqualTo(CONTENT);
        files.close();
        assertThat(directory.resolve(FetchedDirectory.PREFIX + name)).doesNotExist();
    }

    /** A process that has fetched a file, until it is killed. */
    static final class Fetching {
        public static void main(String[] arguments) throws IOException {
            new FetchedFiles(Path.of(arguments[0]), 1 << 20, (handle, target) -> {
                try {
                    target.read(new ByteArrayInputStream(CONTENT));
                } catch (IOException e) {
                    throw new UncheckedIOException(e);
                }
            }).open(PACK);
            System.out.println("fetched");
            System.in.read();
        }
    }

    private String[] kept() {
        return directory.resolve("fetched").toFile().list((place, name) -> name.startsWith("data-"));
    }

    private byte[] load(Handle handle) {
        return files.load(handle, 0, -1, InputStream::readAllBytes);
    }
}
