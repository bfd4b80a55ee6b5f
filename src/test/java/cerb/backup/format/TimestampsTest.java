package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Instant;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.LongRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class TimestampsTest {

    @Property
    void parsingIsTheInverseOfFormatting(@ForAll @LongRange(min = -62167219200L, max = 253402300799L) long second,
            @ForAll @IntRange(max = 999_999_999) int nano) {
        Instant time = Instant.ofEpochSecond(second, nano);
        assertThat(Timestamps.parse(Timestamps.format(time))).isEqualTo(time);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T10:00:00Z, 2026-11-23T10:00:00Z", "2026-11-23T10:00:00.120Z, 2026-11-23T10:00:00.12Z",
        "2026-11-23T10:00:00.000000001Z, 2026-11-23T10:00:00.000000001Z", "0001-01-01T00:00:00Z, 0001-01-01T00:00:00Z",
        "1969-12-31T23:59:59.999Z, 1969-12-31T23:59:59.999Z", "0000-01-01T00:00:00Z, 0000-01-01T00:00:00Z"})
    void writesAsGoDoes(Instant time, String text) {
        assertThat(Timestamps.format(time)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"2026-11-23T10:00:00+01:00, 2026-11-23T09:00:00Z", "2026-11-23T10:00:00.5-05:30, 2026-11-23T15:30:00.500Z",
        "2026-11-23T10:00:00+00:00, 2026-11-23T10:00:00Z", "2026-11-23T10:00:00.1234567891Z, 2026-11-23T10:00:00.123456789Z"})
    void readsWhatResticWrites(String text, Instant time) {
        assertThat(Timestamps.parse(text)).isEqualTo(time);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2026-11-23", "2026-11-23T10:00Z", "2026-11-23 10:00:00Z", "2026-11-23T10:00:00", "2026-11-23T10:00:00.Z",
        "2026-11-23T10:00:00Z[Europe/Berlin]", "12026-11-23T10:00:00Z", "2026-13-23T10:00:00Z", "2026-02-30T10:00:00Z", "2026-11-23T24:00:00Z",
        "2026-11-23T10:00:60Z", "2026-11-23T10:00:00+1:00", "2026-11-23T10:00:00+24:00", "2026-11-23T10:00:00,5Z", "٢026-11-23T10:00:00Z",
        "2026-11-23T10:00:00+01:00x", "2026-11-23T10:00:00z", "+026-11-23T10:00:00Z"})
    void refusesWhatGoRefuses(String text) {
        assertThatThrownBy(() -> Timestamps.parse(text)).isInstanceOf(FormatException.class).hasMessageContaining("RFC 3339");
    }

    @Test
    void refusesYearsThatMakeATreeUnreadable() {
        Instant late = Instant.parse("+10000-01-01T00:00:00Z");
        assertThatThrownBy(() -> Timestamps.format(late)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> Timestamps.format(Instant.MIN)).isInstanceOf(FormatException.class);
        assertThat(Timestamps.format(Timestamps.clamp(late))).isEqualTo("9999-12-31T23:59:59Z");
        assertThat(Timestamps.format(Timestamps.clamp(Instant.MIN))).isEqualTo("0000-01-01T00:00:00Z");
        Instant ordinary = Instant.parse("2026-11-23T10:00:00.123Z");
        assertThat(Timestamps.clamp(ordinary)).isEqualTo(ordinary);
    }
}
