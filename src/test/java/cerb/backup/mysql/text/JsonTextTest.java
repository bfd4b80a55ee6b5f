package cerb.backup.mysql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.math.BigDecimal;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class JsonTextTest {
    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "1.50 | 1.5", "[1, 2.50] | [1, 2.5]", "{\"a\": -0.00} | {\"a\": -0.0}", "{\"1.0\": 1.0} | {\"1.0\": 1.00}", "18446744073709551616 | 1.8446744073709552e19",
        "-9223372036854775809 | -9.223372036854776e18", "[12345678901234567890.1230000000] | [1.2345678901234567e19]", "[\"\\\\\", 1.10] | [\"\\\\\", 1.1]", "[\"\\\"1.1\", 1.10] | [\"\\\"1.1\", 1.1]"})
    void whatAServerMakesOfTheTextIsTheSame(String text, String printed) {
        assertThat(compared(text)).isEqualTo(compared(printed));
    }

    @ParameterizedTest
    @CsvSource(delimiter = '|', quoteCharacter = '^', value = {
        "1.5 | 1.51", "1 | 1.0", "[1.0, 1] | [1, 1.0]", "\"1.0\" | \"1.00\"", "18446744073709551615 | 18446744073709551616", "-9223372036854775808 | -9223372036854775809",
        "[1.5] | [1.5, 1.5]", "0.0 | -0.0", "9007199254740993 | 9007199254740992", "{\"a\\\"\": 1.0} | {\"a\\\"\": 2.0}", "{\"a\": \"1.0\"} | {\"a\": \"1.00\"}"})
    void whatStaysAnotherValueIsNot(String text, String other) {
        assertThat(compared(text)).isNotEqualTo(compared(other));
    }

    @Property(tries = 500)
    void textWithoutNumbersStaysAsItIs(@ForAll String content) {
        String text = "[\"" + content.replace("\\", "\\\\").replace("\"", "\\\"") + "\", true, null, 7]";
        assertThat(compared(text)).isEqualTo(text.getBytes(StandardCharsets.UTF_8));
    }

    @Property(tries = 500)
    void noDigitMoreOfADoubleMatters(@ForAll double any) {
        double value = Double.isFinite(any) ? any : 1;
        String digits = new BigDecimal(value).toPlainString();
        assertThat(compared("[" + digits + (digits.contains(".") ? "" : ".0") + "]")).isEqualTo(compared("[" + (value == 0 ? 0.0 : value) + "]"));
    }

    private static byte[] compared(String text) {
        ByteText out = new ByteText(1);
        JsonText.append(text.getBytes(StandardCharsets.UTF_8), out);
        return Arrays.copyOf(out.bytes(), out.length());
    }
}
