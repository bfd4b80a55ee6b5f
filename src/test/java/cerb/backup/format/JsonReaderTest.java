package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.function.Consumer;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonReaderTest {

    private static JsonReader of(String json) {
        return JsonReader.of("thing", json.getBytes(StandardCharsets.UTF_8));
    }

    private static void refuses(String json, Consumer<JsonReader> reading) {
        assertThatThrownBy(() -> reading.accept(of(json))).isInstanceOf(FormatException.class).hasMessageStartingWith("thing ");
    }

    @Test
    void takesNothingElseThanWhatItIsAskedFor() {
        refuses("[]", JsonReader::beginObject);
        refuses("{}", JsonReader::beginArray);
        refuses("\"a\"", JsonReader::beginArray);
        refuses("1", JsonReader::string);
        refuses("true", JsonReader::string);
        refuses("\"1\"", JsonReader::unsigned);
        refuses("1.0", JsonReader::unsigned);
        refuses("\"true\"", JsonReader::bool);
        refuses("0", JsonReader::bool);
        refuses("{", JsonReader::skip);
        refuses("\"\u00e4\"", JsonReader::bytes);
    }

    @Test
    void takesNullForZero() {
        assertThat(of("null").bool()).isFalse();
        assertThat(of("null").string()).isEmpty();
        assertThat(of("null").unsigned()).isZero();
        assertThat(of("null").id()).isNull();
        assertThat(of("null").beginArray()).isFalse();
        assertThat(of("null").time()).isEqualTo(Timestamps.ZERO);
    }

    @Test
    void tellsTrueFromFalse() {
        assertThat(of("true").bool()).isTrue();
        assertThat(of("false").bool()).isFalse();
    }

    @Test
    void saysWhatIsMissingAtTheEnd() {
        assertThatThrownBy(() -> of("").bool()).isInstanceOf(FormatException.class).hasMessageContaining("thing holds nothing where something else must be");
        JsonReader number = of("1 2");
        number.unsigned();
        assertThatThrownBy(number::end).isInstanceOf(FormatException.class).hasMessageContaining("VALUE_NUMBER_INT");
    }

    @ParameterizedTest
    @CsvSource({"0, 0", "9223372036854775807, 9223372036854775807", "9223372036854775808, -9223372036854775808", "18446744073709551615, -1"})
    void readsSixtyFourBitsThatCountFromZero(String json, long bits) {
        assertThat(of(json).unsigned()).isEqualTo(bits);
    }

    @ParameterizedTest
    @ValueSource(strings = {"-1", "18446744073709551616", "-9223372036854775809", "1e3", "99999999999999999999999999999999999"})
    void refusesNumbersThatDoNotFit(String json) {
        refuses(json, JsonReader::unsigned);
    }

    @Test
    void takesBothEndsOfARange() {
        assertThat(of("3").number(3, 5)).isEqualTo(3);
        assertThat(of("5").number(3, 5)).isEqualTo(5);
        refuses("2", json -> json.number(3, 5));
        refuses("6", json -> json.number(3, 5));
        refuses("18446744073709551615", json -> json.number(0, Long.MAX_VALUE));
    }

    @Test
    void goesThirtyTwoLevelsDeepAndNoFurther() {
        of("[".repeat(32) + "]".repeat(32)).skip();
        refuses("[".repeat(33) + "]".repeat(33), JsonReader::skip);
    }

    @ParameterizedTest
    @ValueSource(ints = {0x7f, 0x80, 0x7ff, 0x800, 0xd7ff, 0xe000, 0xffff, 0x10000, 0x1f600, 0x3f03f, 0x10ffff})
    void everyRuneComesBackFromItsShortestSpelling(int rune) {
        String text = Character.toString(rune);
        byte[] json = new JsonWriter(1).string(text).toBytes();
        assertThat(json).isEqualTo(("\"" + text + "\"").getBytes(StandardCharsets.UTF_8));
        assertThat(of(new String(json, StandardCharsets.UTF_8)).string()).isEqualTo(text);
    }
}
