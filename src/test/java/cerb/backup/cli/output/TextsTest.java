package cerb.backup.cli.output;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.ByteArrayOutputStream;
import java.io.PrintStream;
import java.nio.charset.StandardCharsets;
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

    @Test
    void nothingThatIsPrintedCanMoveTheCursor() {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        ByteArrayOutputStream err = new ByteArrayOutputStream();
        Console console = new Console(new PrintStream(out, true, StandardCharsets.UTF_8), new PrintStream(err, true, StandardCharsets.UTF_8), false, false, true);
        console.line("one\u001b]0;title\u0007\ntwo\u009b1A");
        console.note("three\u202e");
        console.warn("four\r\u2028");
        assertThat(out.toString(StandardCharsets.UTF_8)).isEqualTo("one?]0;title?\ntwo?1A\n");
        assertThat(err.toString(StandardCharsets.UTF_8)).isEqualTo("three?\nfour??\n");
    }

    @Test
    void jsonSaysTheSameWithoutThem() {
        String hostile = "a\u001b\u007f\u009b\u202e\udb40\udc01é📎";
        String line = Json.line(Json.object().put("name", hostile));
        assertThat(line).isEqualToIgnoringCase("{\"name\":\"a\\u001b\\u007f\\u009b\\u202e\\udb40\\udc01é📎\"}");
        assertThat(Json.read(line).path("name").asText()).isEqualTo(hostile);
    }
}
