package cerb.backup.component.repository;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;

class InFlightTest {
    private final InFlight inFlight = new InFlight(4);

    private void answer(int times, boolean atOnce) {
        for (int i = 0; i < times; i++) {
            inFlight.answered(atOnce);
        }
    }

    @Test
    void halvesAtEachFailureDownToOne() {
        answer(1, false);
        assertThat(inFlight.allowed()).isEqualTo(2);
        answer(5, false);
        assertThat(inFlight.allowed()).isEqualTo(1);
    }

    @Test
    void comesBackSlowlyAndNoFurther() {
        answer(3, false);
        answer(15, true);
        assertThat(inFlight.allowed()).isEqualTo(1);
        answer(1, true);
        assertThat(inFlight.allowed()).isEqualTo(2);
        answer(100, true);
        assertThat(inFlight.allowed()).isEqualTo(4);
    }
}
