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
}
