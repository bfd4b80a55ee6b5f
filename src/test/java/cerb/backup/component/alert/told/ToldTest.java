package cerb.backup.component.alert.told;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.component.alert.told.Problem.Severity;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** When a receiver is told of what: minutes are counted from 0, problems settle for one minute, and are reminded of after ten. */
class ToldTest {
    private final Told told = new Told(Duration.ofMinutes(1), Duration.ofMinutes(10));

    @Test
    void tellsOnceWhenAProblemHasLastedRemindsAndTellsOnceWhenItIsOver() {
        List<String> heard = new ArrayList<>();
        for (int minute = 0; minute <= 30; minute++) {
            int now = minute;
            deliver(minute, minute <= 22 ? List.of(sink("offsite", 0)) : List.of()).forEach(state -> heard.add(now + " " + state));
        }
        assertThat(heard).containsExactly("1 raised offsite", "11 reminded offsite", "21 reminded offsite", "23 cleared offsite");
    }

    @Test
    void whatLastedBeforeItWasSeenIsToldAtOnce() {
        assertThat(deliver(100, List.of(sink("offsite", 0)))).containsExactly("raised offsite");
    }

    @Test
    void whatComesAndGoesIsToldToNobody() {
        Told patient = new Told(Duration.ofMinutes(3), Duration.ofMinutes(10));
        for (int minute = 0; minute < 60; minute++) {
            assertThat(patient.due(minute % 3 == 2 ? List.of() : List.of(sink("offsite", minute)), at(minute))).isEmpty();
        }
    }

    @Test
    void whatIsBackBeforeItsEndHasSettledIsNotOver() {
        Told patient = new Told(Duration.ofMinutes(3), Duration.ofHours(10));
        patient.due(List.of(sink("offsite", 0)), at(5)).forEach(patient::delivered);
        assertThat(patient.due(List.of(), at(6))).isEmpty();
        assertThat(patient.due(List.of(sink("offsite", 7)), at(7))).isEmpty();
        assertThat(patient.due(List.of(), at(9))).isEmpty();
        assertThat(patient.due(List.of(), at(10))).singleElement().extracting(Alert::state).isEqualTo(Alert.State.CLEARED);
    }

    @Test
    void whatWasNotDeliveredStaysDueInItsNewestWords() {
        assertThat(told.due(List.of(sink("offsite", 0)), at(5))).hasSize(1).allSatisfy(told::failed);
        assertThat(told.due(List.of(sink("offsite", 0), sink("vault", 0)), at(6))).hasSize(2);
        assertThat(told.due(List.of(new Problem("sink-down", "offsite", Severity.WARNING, "newer", "", "", at(0))), at(7))).singleElement()
                .satisfies(alert -> assertThat(alert.problem().message()).isEqualTo("newer"));
    }

    @Test
    void whatCouldNotBeToldWhileItLastedIsNotToldAsOver() {
        told.due(List.of(sink("offsite", 0)), at(5)).forEach(told::failed);
        assertThat(told.due(List.of(), at(6))).isEmpty();
        assertThat(told.due(List.of(), at(20))).isEmpty();
    }

    @Test
    void endThatWasNotDeliveredStaysDue() {
        deliver(5, List.of(sink("offsite", 0)));
        for (int minute = 6; minute < 9; minute++) {
            assertThat(told.due(List.of(), at(minute))).singleElement().extracting(Alert::state).isEqualTo(Alert.State.CLEARED);
        }
    }

    @Test
    void whatIsRefusedIsOfferedAgainWhenAReminderWouldBeDueAndHoldsNothingBack() {
        List<Integer> offered = new ArrayList<>();
        for (int minute = 5; minute <= 30; minute++) {
            List<Alert> due = told.due(List.of(sink("offsite", 0)), at(minute));
            due.forEach(alert -> told.refused(alert, "too long"));
            offered.addAll(due.isEmpty() ? List.of() : List.of(minute));
        }
        assertThat(offered).containsExactly(5, 15, 25);
        assertThat(told.refusal()).hasValue("sink-down offsite is refused: too long");
        assertThat(told.due(List.of(new Problem("sink-down", "offsite", Severity.CRITICAL, "worse", "", "", at(0))), at(31))).as("another message").hasSize(1);
        assertThat(told.due(List.of(), at(32))).isEmpty();
        assertThat(told.refusal()).as("nothing is owed any more").isEmpty();
    }

    @Test
    void endThatIsRefusedTwiceIsGivenUp() {
        deliver(5, List.of(sink("offsite", 0)));
        told.due(List.of(), at(7)).forEach(alert -> told.refused(alert, "no"));
        assertThat(told.due(List.of(), at(8))).isEmpty();
        assertThat(told.refusal()).isPresent();
        assertThat(told.due(List.of(), at(17))).hasSize(1).allSatisfy(alert -> told.refused(alert, "no"));
        assertThat(told.due(List.of(), at(60))).isEmpty();
        assertThat(told.refusal()).isEmpty();
    }

    @Test
    void laterProcessTellsOfNoProblemAnewAndOfItsEndWhenItHadTimeToFindItAgain(@TempDir Path directory) {
        Path file = directory.resolve("told");
        List<Problem> both = List.of(sink("offsite", 0), sink("vault", 0));
        Told before = new Told(Duration.ofMinutes(1), Duration.ofHours(9), file);
        before.due(both, at(5)).forEach(before::delivered);
        Told after = new Told(Duration.ofMinutes(1), Duration.ofHours(9), file);
        for (int minute = 6; minute < 16; minute++) {
            assertThat(after.due(minute < 8 ? List.of() : List.of(sink("vault", 0)), at(minute))).isEmpty();
        }
        assertThat(after.due(List.of(sink("vault", 0)), at(16))).singleElement().satisfies(alert -> {
            assertThat(alert.state()).isEqualTo(Alert.State.CLEARED);
            assertThat(alert.problem()).isEqualTo(sink("offsite", 0));
            after.delivered(alert);
        });
        Told last = new Told(Duration.ofMinutes(1), Duration.ofHours(9), file);
        assertThat(last.due(List.of(), at(100))).isEmpty();
        assertThat(last.due(List.of(), at(200))).extracting(alert -> alert.problem().subject()).containsExactly("vault");
    }

    @Test
    void graverProblemIsToldAtOnce() {
        deliver(5, List.of(sink("offsite", 0)));
        assertThat(deliver(6, List.of(new Problem("sink-down", "offsite", Severity.CRITICAL, "worse", "", "", at(0))))).containsExactly("raised offsite");
        assertThat(deliver(7, List.of(new Problem("sink-down", "offsite", Severity.CRITICAL, "worse", "", "", at(0))))).isEmpty();
    }

    /** Whatever comes and goes, a receiver hears of each problem raised and cleared in turn, and never more often than once in the time it takes to settle. */
    @Property(tries = 300)
    void raisedAndClearedTakeTurns(@ForAll @Size(120) List<Boolean> there) {
        Told each = new Told(Duration.ofMinutes(3), Duration.ofMinutes(10));
        Alert last = null;
        for (int minute = 0; minute < there.size(); minute++) {
            for (Alert alert : each.due(there.get(minute) ? List.of(sink("offsite", minute)) : List.of(), at(minute))) {
                assertThat(alert.state() == Alert.State.RAISED).isEqualTo(last == null || last.state() == Alert.State.CLEARED);
                assertThat(last == null || !alert.time().isBefore(last.time().plus(Duration.ofMinutes(3)))).isTrue();
                last = alert;
                each.delivered(alert);
            }
        }
    }

    private List<String> deliver(int minute, List<Problem> problems) {
        List<Alert> due = told.due(problems, at(minute));
        due.forEach(told::delivered);
        return due.stream().map(alert -> alert.state().word() + " " + alert.problem().subject()).toList();
    }

    private static Problem sink(String name, int since) {
        return new Problem("sink-down", name, Severity.WARNING, "The sink cannot be reached.", "", "Look.", at(since));
    }

    private static Instant at(int minute) {
        return Instant.EPOCH.plus(Duration.ofMinutes(minute));
    }
}
