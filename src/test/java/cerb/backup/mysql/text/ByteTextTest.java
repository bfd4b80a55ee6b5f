package cerb.backup.mysql.text;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class ByteTextTest {
    @Property(tries = 500)
    void quotingIsUndoneByTheRulesOfTheManual(@ForAll @Size(max = 40) byte[] any) {
        byte[] value = new byte[any.length];
        for (int i = 0; i < any.length; i++) {
            value[i] = (byte) (any[i] & 0x7f);
        }
        assertThat(unquote(quote(value))).isEqualTo(value);
    }

    @Property(tries = 500)
    void wellFormedTextIsQuotedWhateverItsScript(@ForAll @Size(max = 60) String text) {
        byte[] value = new String(text.getBytes(StandardCharsets.UTF_8), StandardCharsets.UTF_8).getBytes(StandardCharsets.UTF_8);
        assertThat(unquote(quote(value))).isEqualTo(value);
    }

    @Property(tries = 1000)
    void isQuotedExactlyIfTheJdkAcceptsItAsUtf8(@ForAll @Size(max = 12) byte[] value) {
        ByteText text = new ByteText(1);
        text.append((byte) '(');
        assertThat(text.appendQuoted(value)).isEqualTo(isUtf8(value));
        if (!isUtf8(value)) {
            assertThat(text.length()).isEqualTo(1);
        }
    }

    @Property(tries = 200)
    void hexadecimalIsUndoneByTheJdk(@ForAll byte[] value) {
        ByteText text = new ByteText(1);
        text.appendHex(value);
        assertThat(HexFormat.of().parseHex(new String(text.bytes(), 0, text.length(), StandardCharsets.US_ASCII))).isEqualTo(value);
    }

    @Test
    void everyByteSequenceOfTwoAndThreeIsJudgedAsTheJdkDoes() {
        List<String> wrong = new ArrayList<>();
        for (int i = 0x8000; i < 0x10000; i++) {
            for (byte[] value : List.of(new byte[] {(byte) (i >> 8), (byte) i}, new byte[] {(byte) (i >> 8), (byte) i, (byte) 0x80, (byte) 0xbf})) {
                if (new ByteText(16).appendQuoted(value) != isUtf8(value)) {
                    wrong.add(HexFormat.of().formatHex(value));
                }
            }
        }
        assertThat(wrong).isEmpty();
    }

    private static byte[] quote(byte[] value) {
        ByteText text = new ByteText(1);
        assertThat(text.appendQuoted(value)).isTrue();
        return Arrays.copyOf(text.bytes(), text.length());
    }

    private static byte[] unquote(byte[] literal) {
        assertThat(literal[0]).isEqualTo((byte) '\'');
        assertThat(literal[literal.length - 1]).isEqualTo((byte) '\'');
        ByteBuffer value = ByteBuffer.allocate(literal.length);
        for (int i = 1; i < literal.length - 1; i++) {
            byte b = literal[i];
            assertThat(b).isNotIn((byte) '\'', (byte) '\n', (byte) '\r', (byte) 0);
            if (b == '\\') {
                b = unescape(literal[++i]);
            }
            value.put(b);
        }
        return Arrays.copyOf(value.array(), value.position());
    }

    private static byte unescape(byte b) {
        return switch (b) {
            case '0' -> 0;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'Z' -> 0x1a;
            default -> b;
        };
    }

    private static boolean isUtf8(byte[] value) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(value));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }
}
