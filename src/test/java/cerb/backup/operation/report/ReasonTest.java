package cerb.backup.operation.report;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.catchThrowable;

import cerb.backup.backend.PermanentException;
import cerb.backup.storage.SourceGuard;
import java.io.IOException;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class ReasonTest {
    @TempDir
    private Path home;

    @Test
    void wordsAreOfTheFirstCauseThatIsMeantForPeople() {
        Path storage = home.resolve("storage");
        Throwable gone = catchThrowable(() -> new SourceGuard(storage, false).beforeWalk(Optional.empty()));
        assertThat(Reason.of(new IllegalStateException("wrapped", gone)).words()).isEqualTo("storage directory " + storage + " does not exist. Mount it, or correct storage.directory");
        assertThat(Reason.of(new PermanentException("cannot write data/ab: it is read-only", new IOException("EROFS"))).words()).isEqualTo("cannot write data/ab: it is read-only");
        assertThat(Reason.of(new IllegalStateException(new OperationException("it is empty", "Fill it."))).words()).isEqualTo("it is empty. Fill it.");
    }

    @Test
    void wordsOfOthersAreThoseOfTheInnermost() {
        assertThat(Reason.of(new IllegalStateException("wrapped", new IOException("no route to host"))).words()).isEqualTo("no route to host");
    }
}
