package cerb.backup.configuration.value;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

final class CalendarSpanTest {
    @ParameterizedTest
    @CsvSource({"1y5m7d2h,1y5m7d2h", "2h1y,1y2h", "2w1d,15d", "90s,90s", "120s,2min", "1h30min,1h30min", "6m,6m", "0,0", "0h,0"})
    void readsResticsUnitsAndMore(String text, String spelled) {
        assertThat(CalendarSpan.parse(text)).hasToString(spelled).isEqualTo(CalendarSpan.parse(spelled));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "7", "1d2d", "-1d", "1.5h", "d", "1 d", "1ms", "9999999d"})
    void refusesWhatIsNoSpan(String text) {
        assertThatThrownBy(() -> CalendarSpan.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    /** As Go's AddDate, with which restic reckons. */
    @ParameterizedTest
    @CsvSource({
        "2023-03-31T12:00:00Z,1m,2023-03-03T12:00:00Z",
        "2024-03-31T12:00:00Z,1m,2024-03-02T12:00:00Z",
        "2024-02-29T00:00:00Z,1y,2023-03-01T00:00:00Z",
        "2024-01-15T03:00:00Z,1m14d4h,2023-11-30T23:00:00Z",
        "2024-01-31T00:00:01Z,2m1d,2023-11-30T00:00:01Z",
        "2024-01-01T00:00:00Z,1w1s,2023-12-24T23:59:59Z"})
    void reckonsByTheCalendar(Instant end, String span, Instant start) {
        assertThat(CalendarSpan.parse(span).before(end)).isEqualTo(start);
    }
}
