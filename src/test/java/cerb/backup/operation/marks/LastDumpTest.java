package cerb.backup.operation.marks;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.compose.BaseSnapshot;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.observer.RecoveryPointResult;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastDumpTest {
    @TempDir
    private Path home;

    @Test
    void knowsOfTheNewestRecoveryPointWhatItsSnapshotSays() throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(home);
        LastDump last = new LastDump(helpdesk.repository);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.attach(1, 2);
            Id first = helpdesk.recoveryPoint(engine, 1).snapshot();
            RecoveryPointResult second = helpdesk.recoveryPoint(engine, 1, 2);
            DatabasePart stored = BaseSnapshot.read(engine.repository().find(second.snapshot().toString()), engine.repository().index()).orElseThrow().databasePart();
            assertThat(last.of(second.snapshot())).hasValue(stored);
            assertThat(last.of(first)).isEmpty();
        }
    }

    @Test
    void whatItDidNotWriteIsNothing() throws IOException {
        Id snapshot = Id.hash(new byte[] {1});
        LastDump last = new LastDump(home);
        assertThat(last.of(snapshot)).isEmpty();
        String begin = "{\"snapshot\":\"" + snapshot + "\",\"manifest\":";
        for (String text : List.of("", "[", begin + "[]}", begin + "null}", begin + "{}}", begin + "{\"schema\":9,\"tool\":\"\",\"helpdesk\":\"\"}}",
                begin + "{\"tool\":\"\",\"helpdesk\":\"\",\"database\":{}}}", begin + "[".repeat(100_000), begin + "{}}" + " ".repeat(5 << 20))) {
            Files.writeString(home.resolve("cerb-backup.dump"), text);
            assertThat(last.of(snapshot)).as(text.substring(0, Math.min(120, text.length()))).isEmpty();
        }
    }
}
