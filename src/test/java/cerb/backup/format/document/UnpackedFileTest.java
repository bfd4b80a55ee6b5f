package cerb.backup.format.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import cerb.backup.format.Samples;
import com.github.luben.zstd.Zstd;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.HexFormat;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class UnpackedFileTest {

    @Property
    void unwrappingIsTheInverseOfWrapping(@ForAll @Size(max = 3000) byte[] json) {
        assertThat(UnpackedFile.unwrap(UnpackedFile.wrap(json), 3000)).isEqualTo(json);
    }

    @Test
    void plainJsonOfTheFirstVersionIsTakenAsItIs() {
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.US_ASCII);
        assertThat(UnpackedFile.unwrap(json, 100)).isEqualTo(json);
        assertThat(UnpackedFile.unwrap(new byte[] {'[', ']'}, 100)).asString().isEqualTo("[]");
    }

    @Test
    void anythingElseIsRefused() {
        for (byte[] plain : new byte[][] {{}, {0}, {1, 2}, {2, 3, 4}, "x".getBytes(StandardCharsets.US_ASCII)}) {
            assertThatThrownBy(() -> UnpackedFile.unwrap(plain, 100)).isInstanceOf(FormatException.class);
        }
        byte[] cut = UnpackedFile.wrap(Samples.bytes(1000, 1));
        assertThatThrownBy(() -> UnpackedFile.unwrap(Arrays.copyOf(cut, 500), 10_000)).isInstanceOf(FormatException.class);
    }

    @Test
    void aSmallFileThatHoldsAGibibyteIsStoppedAtTheLimit() {
        byte[] mebibyte = Zstd.compress(new byte[1 << 20]);
        byte[] bomb = new byte[1 + 1024 * mebibyte.length];
        bomb[0] = 2;
        for (int i = 0; i < 1024; i++) {
            System.arraycopy(mebibyte, 0, bomb, 1 + i * mebibyte.length, mebibyte.length);
        }
        assertThatThrownBy(() -> UnpackedFile.unwrap(bomb, 2 << 20)).isInstanceOf(FormatException.class).hasMessageContaining("limit");
        byte[] json = new byte[1000];
        json[0] = '{';
        assertThatThrownBy(() -> UnpackedFile.unwrap(json, 999)).isInstanceOf(FormatException.class);
        assertThat(UnpackedFile.unwrap(json, 1000)).hasSize(1000);
    }

    /** A frame by hand: no content size, the window that the byte says, one raw block. */
    private static byte[] frame(int window, String content) {
        byte[] text = content.getBytes(StandardCharsets.US_ASCII);
        byte[] frame = Arrays.copyOf(HexFormat.of().parseHex("0228b52ffd00000000000000"), 10 + text.length);
        frame[6] = (byte) window;
        frame[7] = (byte) (text.length << 3 | 1);
        System.arraycopy(text, 0, frame, 10, text.length);
        return frame;
    }

    @Test
    void refusesAWindowThatWouldFillTheMemory() {
        assertThat(UnpackedFile.unwrap(frame(0x50, "{\"a\":1}"), 100)).asString().isEqualTo("{\"a\":1}");
        assertThat(UnpackedFile.unwrap(frame(17 << 3, "{}"), 100)).as("2^27").asString().isEqualTo("{}");
        for (int exponent = 18; exponent < 32; exponent++) {
            byte[] hostile = frame(exponent << 3, "{}");
            assertThatThrownBy(() -> UnpackedFile.unwrap(hostile, 100)).as("2^" + (10 + exponent)).isInstanceOf(FormatException.class);
        }
    }

    @Test
    void takesSeveralAndSkippableFramesAndRefusesGarbage() {
        byte[] two = concatenate(UnpackedFile.wrap("[1,".getBytes(StandardCharsets.US_ASCII)), frame(0x50, "2]"), 1);
        assertThat(UnpackedFile.unwrap(two, 100)).asString().isEqualTo("[1,2]");
        assertThat(UnpackedFile.unwrap(concatenate(two, HexFormat.of().parseHex("502a4d1804000000ffffffff"), 0), 100)).asString().isEqualTo("[1,2]");
        assertThatThrownBy(() -> UnpackedFile.unwrap(concatenate(two, "garbage".getBytes(StandardCharsets.US_ASCII), 0), 100)).isInstanceOf(FormatException.class);
    }

    private static byte[] concatenate(byte[] first, byte[] second, int from) {
        byte[] both = Arrays.copyOf(first, first.length + second.length - from);
        System.arraycopy(second, from, both, first.length, second.length - from);
        return both;
    }

    @Test
    void countsWhatIsReadByteByByte() throws IOException {
        byte[] json = "{\"a\":1}".getBytes(StandardCharsets.UTF_8);
        try (InputStream in = UnpackedFile.open(UnpackedFile.wrap(json), json.length)) {
            for (byte expected : json) {
                assertThat(in.read()).isEqualTo(expected);
            }
            assertThat(in.read()).isEqualTo(-1);
        }
        try (InputStream in = UnpackedFile.open(UnpackedFile.wrap(json), 1)) {
            assertThat(in.read()).isEqualTo('{');
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("limit");
        }
    }

    @Test
    void aZeroCountsAsAnyByteDoes() throws IOException {
        try (InputStream in = UnpackedFile.open(new byte[] {'{', 0, 0}, 2)) {
            assertThat(in.read()).isEqualTo('{');
            assertThat(in.read()).isZero();
            assertThatThrownBy(in::read).isInstanceOf(IOException.class).hasMessageContaining("limit");
        }
    }
}
