package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class JsonTest {

    @Property
    void stringsComeBack(@ForAll String text) {
        byte[] json = new JsonWriter(1).string(text).toBytes();
        String valid = new String(text.getBytes(StandardCharsets.UTF_16), StandardCharsets.UTF_16);
        assertThat(JsonReader.of("text", json).string()).isEqualTo(valid);
    }

    @Test
    void stringsAreWrittenAsGoWritesThem() {
        String text = "\u0000\b\f\n\r\t\u000b\u001f \"\\/<>&\u007f\u0080é\u2028\u2029\ufffd\ud800😀";
        assertThat(new JsonWriter(1).string(text).toBytes()).asString(StandardCharsets.UTF_8).isEqualTo(
                "\"\\u0000\\b\\f\\n\\r\\t\\u000b\\u001f \\\"\\\\/\\u003c\\u003e\\u0026\u007f\u0080é\\u2028\\u2029\ufffd\\ufffd😀\"");
    }

    @Test
    void valuesAreSeparatedWhereTheyMustBe() {
        JsonWriter json = new JsonWriter(1).beginObject().field("a").beginArray().endArray().field("b").beginArray().number(-1).unsigned(-1)
                .bool(true).nothing().beginObject().endObject().endArray().field("c").string("").endObject().newline();
        assertThat(json.toBytes()).asString(StandardCharsets.US_ASCII)
                .isEqualTo("{\"a\":[],\"b\":[-1,18446744073709551615,true,null,{}],\"c\":\"\"}\n");
    }

    @ParameterizedTest
    @CsvSource({"18446744073709551615, -1", "0, 0", "9223372036854775808, -9223372036854775808", "null, 0", "7, 7"})
    void numbersOf64BitsAreRead(String json, long value) {
        assertThat(reader(json).unsigned()).isEqualTo(value);
    }

    @ParameterizedTest
    @ValueSource(strings = {"18446744073709551616", "-1", "1.5", "1e3", "\"1\"", "true", "[]", "", "99999999999999999999999999999999999"})
    void otherNumbersAreRefused(String json) {
        assertThatThrownBy(() -> reader(json).unsigned()).isInstanceOf(FormatException.class).hasMessageStartingWith("thing");
    }

    @Test
    void depthAndNamesAreLimited() {
        assertThatThrownBy(() -> reader("[".repeat(100_000)).skip()).isInstanceOf(FormatException.class).hasMessageContaining("limit");
        JsonReader longName = reader("{\"" + "n".repeat(2000) + "\":1}");
        longName.beginObject();
        assertThatThrownBy(longName::nextField).isInstanceOf(FormatException.class);
    }

    @Test
    void messagesShowNothingOfTheInput() {
        assertThatThrownBy(() -> reader("{\"data\":canary").skip()).isInstanceOf(FormatException.class).hasMessageNotContaining("canary");
    }

    private static JsonReader reader(String json) {
        return JsonReader.of("thing", json.getBytes(StandardCharsets.UTF_8));
    }

    @Test
    void stopsAtTextsAndListsThatAreTooLong() {
        String most = "[" + "\"a\",".repeat(99_999) + "\"a\"";
        assertThat(JsonReader.of("thing", (most + "]").getBytes(StandardCharsets.UTF_8)).strings()).hasSize(100_000);
        assertThatThrownBy(() -> JsonReader.of("thing", (most + ",\"a\"]").getBytes(StandardCharsets.UTF_8)).strings())
                .isInstanceOf(FormatException.class).hasMessageContaining("thing holds a list of more than 100000 texts");
        String longest = "\"" + "a".repeat(8 << 20) + "\"";
        assertThat(JsonReader.of("thing", longest.getBytes(StandardCharsets.UTF_8)).string()).hasSize(8 << 20);
        assertThatThrownBy(() -> JsonReader.of("thing", ("\"" + "a".repeat(9 << 20) + "\"").getBytes(StandardCharsets.UTF_8)).string())
                .isInstanceOf(FormatException.class).hasMessageContaining("limit");
    }

    @Test
    void comparesWhatIsWrittenPieceByPiece() {
        byte[] expected = "{\"a\":1,\"b\":2}".getBytes(StandardCharsets.UTF_8);
        JsonWriter json = new JsonWriter(1);
        assertThat(json.beginObject().field("a").number(1).compare(expected, 0)).isEqualTo(6);
        assertThat(json.field("b").number(2).endObject().compare(expected, 6)).isEqualTo(expected.length);
        assertThat(json.compare(expected, expected.length)).isEqualTo(expected.length);
        assertThat(json.number(3).compare(expected, 0)).isEqualTo(-1);
        assertThat(json.number(3).compare(expected, expected.length)).isEqualTo(-1);
    }
}
