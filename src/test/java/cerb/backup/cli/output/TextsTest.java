package cerb.backup.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class TextsTest {
    @ParameterizedTest
    @CsvSource({"0,0 B", "1023,1023 B", "1024,1.0 KiB", "1536,1.5 KiB", "104857600,100 MiB", "1610612736,1.5 GiB"})
    void sizesAreReadable(long bytes, String text) {
        assertThat(HumanSize.of(bytes)).isEqualTo(text);
    }

    @ParameterizedTest
    @CsvSource({"0,0 s", "59,59 s", "200,3 min 20 s", "3600,1 h", "18240,5 h 4 min", "183600,2 d 3 h"})
    void lengthsOfTimeHaveTheirTwoLargestUnits(long seconds, String text) {
        assertThat(HumanTime.of(Duration.ofSeconds(seconds))).isEqualTo(text);
    }

    @Test
    void timesAreInTheReadersZoneButRfc3339InJson() {
        Instant time = Instant.parse("2026-01-02T03:04:05.678901Z");
        assertThat(HumanTime.of(time, ZoneOffset.ofHours(1))).isEqualTo("2026-01-02 04:04:05");
        assertThat(Json.time(time)).isEqualTo("2026-01-02T03:04:05.678Z");
    }

    @Test
    void columnsAreAsWideAsTheirWidestCell() {
        Table table = new Table("ID", "Time");
        table.add("abcdef", "now");
        assertThat(table.lines()).containsExactly("ID      Time", "abcdef  now");
        assertThatThrownBy(() -> table.add("one")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void namesCannotMoveTheCursorOrTurnTheDirection() {
        assertThat(Printable.of("a\u001b[2Jb\u202ec\n")).isEqualTo("a?[2Jb?c?");
        assertThat(Printable.of("büro 📎")).isEqualTo("büro 📎");
    }
}
