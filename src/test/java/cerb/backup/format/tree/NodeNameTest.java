package cerb.backup.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class NodeNameTest {

    @Property(tries = 2000)
    void unescapingIsTheInverseOfEscapingBytes(@ForAll @Size(max = 40) byte[] raw) {
        assertThat(GoQuoting.unquote(GoQuoting.quote(raw))).isEqualTo(raw);
    }

    @Property(tries = 2000)
    void unescapingIsTheInverseOfEscapingText(@ForAll String text) {
        byte[] raw = text.getBytes(StandardCharsets.UTF_8);
        assertThat(GoQuoting.unquote(GoQuoting.quote(raw))).isEqualTo(raw);
    }

    @Test
    void everyCodePointComesBack() {
        for (int rune = 0; rune <= Character.MAX_CODE_POINT; rune++) {
            if (rune < Character.MIN_SURROGATE || rune > Character.MAX_SURROGATE) {
                byte[] raw = Character.toString(rune).getBytes(StandardCharsets.UTF_8);
                String quoted = GoQuoting.quote(raw);
                if (!Arrays.equals(GoQuoting.unquote(quoted), raw)) {
                    throw new AssertionError(quoted);
                }
            }
        }
    }

    /** Hexadecimal bytes, and what Go's strconv.Quote makes of them without its quotes. */
    @ParameterizedTest
    @CsvSource(quoteCharacter = '|', value = {"07080c0a0d090b, \\a\\b\\f\\n\\r\\t\\v", "5c22, \\\\\\\"", "27, '", "001f7f, \\x00\\x1f\\x7f",
        "c3a9, é", "e9, \\xe9", "c3, \\xc3", "c328, \\xc3(", "eda080, \\xed\\xa0\\x80", "c080, \\xc0\\x80", "f4908080, \\xf4\\x90\\x80\\x80",
        "efbfbd, \ufffd", "c285, \\u0085", "c2a0, \\u00a0", "c2ad, \\u00ad", "e2808b, \\u200b", "e280a8, \\u2028", "efbbbf, \\ufeff",
        "ee8080, \\ue000", "e38080, \\u3000", "f09f9880, 😀", "f3a08081, \\U000e0001", "efbfbf, \\uffff", "f09fabA8, \ud83e\udee8"})
    void spellsAsGoDoes(String hex, String quoted) {
        byte[] raw = HexFormat.of().parseHex(hex);
        assertThat(NodeName.of(raw)).hasToString(quoted);
        assertThat(NodeName.unquote(quoted)).isEqualTo(NodeName.of(raw));
    }

    @ParameterizedTest
    @CsvSource({"\\101, 41", "\\u00e9, c3a9", "\\U0001f600, f09f9880", "\\xff, ff", "\\377, ff"})
    void readsSpellingsThatItDoesNotWrite(String quoted, String hex) {
        assertThat(NodeName.unquote(quoted).bytes()).asHexString().isEqualToIgnoringCase(hex);
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\", "a\\", "\\q", "\\'", "\"", "a\"b", "\\x", "\\x1", "\\xg0", "\\u12", "\\ud800", "\\U00110000", "\\Uffffffff", "\\400",
        "\\18", "\\1", "new\nline", "\\x+1"})
    void refusesWhatGoRefuses(String quoted) {
        assertThatThrownBy(() -> NodeName.unquote(quoted)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"'', false", "., false", ".., false", "a/b, false", "/, false", "..., true", ".a, true", "a, true", "..a, true"})
    void knowsNamesThatNoFileHas(String name, boolean safe) {
        assertThat(NodeName.of(name).isSafe()).isEqualTo(safe);
        assertThat(NodeName.of(name + "\0").isSafe()).isFalse();
    }

    @Test
    void knowsHowLongANameCanBe() {
        assertThat(NodeName.of("x".repeat(255)).isSafe()).isTrue();
        assertThat(NodeName.of("x".repeat(256)).isSafe()).isFalse();
    }

    @Test
    void ordersByBytesAndNotByCharacters() {
        assertThat(NodeName.of("\ue000")).isLessThan(NodeName.of("😀"));
        assertThat(NodeName.of(new byte[] {(byte) 0xff})).isGreaterThan(NodeName.of("z"));
        assertThat(NodeName.of("a")).isLessThan(NodeName.of("a\0")).isEqualTo(NodeName.of("a")).hasSameHashCodeAs(NodeName.of("a"));
    }

    @Test
    void asTextEachByteThatIsNoTextIsReplaced() {
        assertThat(NodeName.unquote("a\\xffb\u00fc").text()).isEqualTo("a\ufffdb\u00fc");
        assertThat(LinkTarget.of(new byte[] {'a', (byte) 0xff, '\n'})).hasToString("a\\xff\\n");
    }

    @Test
    void aSlashOrNulIsFoundWhereverItStands() {
        assertThat(NodeName.of("/").isSafe()).isFalse();
        assertThat(NodeName.of("ab/").isSafe()).isFalse();
        assertThat(NodeName.of("ab\0").isSafe()).isFalse();
        assertThat(NodeName.of("ab").isSafe()).isTrue();
    }

    @Test
    void anAttributesValueIsWhatItWasMadeOf() {
        assertThat(ExtendedAttribute.of("user.x", new byte[] {0, -1, 7}).value()).containsExactly(0, -1, 7);
    }
}
