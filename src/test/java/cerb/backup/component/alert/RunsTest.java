package cerb.backup.component.alert;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ClockOf;
import cerb.backup.format.Id;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Reason;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import org.junit.jupiter.api.Test;

/** What is told of the latest recovery point, and when. */
class RunsTest {
    private Instant now = Instant.parse("2026-03-02T12:00:00Z");
    private final Runs runs = new Runs("desk", true, new ClockOf(() -> now));

    @Test
    void incompletePointIsAFailure() {
        begin(Part.DATABASE, Part.STORAGE);
        runs.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, true));
        assertThat(heard()).containsExactly("begun", "failed");
    }

    @Test
    void checkpointsAreNotTold() {
        begin(Part.STORAGE);
        runs.committed(result(RecoveryPointResult.Kind.CHECKPOINT, false));
        begin(Part.STORAGE);
        runs.abandoned(RecoveryPointResult.Kind.CHECKPOINT, Reason.of("why"));
        now = now.plusSeconds(10);
        assertThat(heard()).isEmpty();
    }

    @Test
    void runOfTheStorageAloneDoesNotHideTheEndOfARecoveryPoint() {
        begin(Part.DATABASE, Part.STORAGE);
        begin(Part.STORAGE);
        runs.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, false));
        assertThat(heard()).containsExactly("begun", "succeeded");
    }

    @Test
    void checkpointThatFailsMeanwhileIsNoFailureOfARecoveryPoint() {
        begin(Part.DATABASE, Part.STORAGE);
        runs.abandoned(RecoveryPointResult.Kind.CHECKPOINT, Reason.of("why"));
        runs.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, false));
        now = now.plusSeconds(10);
        assertThat(heard()).containsExactly("begun", "succeeded");
    }

    @Test
    void dumpThatBeginsAgainAtOnceHasNotFailed() {
        begin(Part.DATABASE);
        assertThat(heard()).containsExactly("begun");
        runs.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of("a definition has changed"));
        assertThat(heard()).isEmpty();
        now = now.plusSeconds(1);
        begin(Part.DATABASE);
        runs.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, false));
        assertThat(heard()).containsExactly("begun", "succeeded");
    }

    @Test
    void failureIsToldWithItsReasonWhereThatIsAskedFor() {
        begin(Part.DATABASE);
        runs.abandoned(RecoveryPointResult.Kind.RECOVERY_POINT, Reason.of("cannot read plans.pdf"));
        now = now.plusSeconds(5);
        heard();
        assertThat(last).isEqualTo("no recovery point of desk was taken: cannot read plans.pdf");
    }

    @Test
    void onlyTheLatestIsKeptForAReceiverThatIsAway() {
        for (int i = 0; i < 100; i++) {
            now = now.plusSeconds(3600);
            begin(Part.DATABASE);
            runs.committed(result(RecoveryPointResult.Kind.RECOVERY_POINT, i < 99));
        }
        assertThat(heard()).containsExactly("begun", "succeeded");
    }

    private String last = "";

    private List<String> heard() {
        List<String> states = new ArrayList<>();
        for (Optional<Runs.Event> next = runs.next(); next.isPresent(); next = runs.next()) {
            states.add(next.get().state());
            last = next.get().text();
            runs.delivered(next.get());
        }
        return states;
    }

    private void begin(Part... parts) {
        runs.runBegan(Set.of(parts), now);
    }

    private RecoveryPointResult result(RecoveryPointResult.Kind kind, boolean incomplete) {
        return new RecoveryPointResult(Id.parse("ab".repeat(32)), kind, now, incomplete, List.of(), 1, 1, 1, Duration.ofSeconds(42), null);
    }
}
