package cerb.backup.operation.drill;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class LastDrillTest {
    private static final Instant START = Instant.parse("2026-03-01T04:00:00Z");
    private static final List<String> SINKS = List.of("offsite", "vault");

    @TempDir
    private Path repository;
    private Instant now = START;

    @Test
    void failureOutlastsARefusalAndAnotherSinkThatPasses() throws IOException {
        write(Outcome.PASSED, "offsite");
        write(Outcome.FAILED, "offsite");
        write(Outcome.REFUSED, "offsite");
        assertThat(drills().failed()).extracting(DrillResult::at).containsExactly(START.plus(Duration.ofDays(1)));
        assertThat(drills().passed()).isEqualTo(START);
        write(Outcome.PASSED, "vault");
        assertThat(drills().last().sink()).isEqualTo("vault");
        assertThat(drills().failed()).extracting(DrillResult::sink).containsExactly("offsite");
        assertThat(drills().passed()).isEqualTo(START.plus(Duration.ofDays(3)));
        assertThat(json().path("judged").path("offsite").path("proven").toString()).as("the evidence of it").contains("FAILED from offsite");
        write(Outcome.PASSED, "offsite");
        assertThat(drills().failed()).isEmpty();
        write(Outcome.REFUSED, "vault");
        assertThat(new LastDrill(repository).read().orElseThrow().outcome()).isEqualTo(Outcome.REFUSED);
        assertThat(drills().passed()).isEqualTo(START.plus(Duration.ofDays(4)));
    }

    @Test
    void sinkThatIsNoneAnyMoreAndAStrangersCopySayNothing() throws IOException {
        write(Outcome.FAILED, "offsite");
        write(Outcome.PASSED, "vault");
        Instant passed = now;
        write(Outcome.FAILED, "/mnt/copy");
        assertThat(drills().failed()).extracting(DrillResult::sink).containsExactly("offsite");
        assertThat(new LastDrill(repository).read(List.of("vault")).failed()).isEmpty();
        write(Outcome.PASSED, "/mnt/copy");
        assertThat(drills().passed()).isBefore(passed);
    }

    @Test
    void readsWhatOlderVersionsWrote() throws IOException {
        Files.writeString(repository.resolve("cerb-backup.drill"), DrillJson.of(report(Outcome.FAILED, "vault")).toString());
        assertThat(drills().failed()).singleElement().isEqualTo(drills().last());
        assertThat(drills().passed()).isNull();
        write(Outcome.PASSED, "offsite");
        assertThat(drills().failed()).extracting(DrillResult::sink).containsExactly("vault");
    }

    private Drills drills() {
        return new LastDrill(repository).read(SINKS);
    }

    private JsonNode json() throws IOException {
        return new ObjectMapper().readTree(repository.resolve("cerb-backup.drill").toFile());
    }

    private void write(Outcome outcome, String sink) {
        new LastDrill(repository).write(report(outcome, sink), SINKS);
        now = now.plus(Duration.ofDays(1));
    }

    private DrillReport report(Outcome outcome, String sink) {
        DrillResult result = new DrillResult(outcome, now, Duration.ofMinutes(5), sink, null, null, List.of(), 1, 1, 1, 1, 0, List.of());
        return new DrillReport(result, "cerb", "cerb-backup", null, null, null, null, List.of(outcome + " from " + sink), List.of());
    }
}
