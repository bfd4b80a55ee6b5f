package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import com.github.luben.zstd.Zstd;
import com.github.luben.zstd.ZstdCompressCtx;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;
import org.junit.jupiter.params.provider.ValueSource;

class CompressionTest {

    private final Compression compression = new Compression(Compression.Level.AUTO);

    @Property
    void decompressionIsTheInverseOfCompression(@ForAll @Size(max = 5000) byte[] source, @ForAll boolean repeat) {
        byte[] plain = repeat ? Arrays.copyOf(source, source.length + 20_000) : source;
        byte[] target = new byte[3 + Compression.bound(plain.length)];
        int size = compression.compress(plain, 0, plain.length, target, 3);
        assertThat(size).as("compressed, or left alone").isBetween(repeat ? 1 : 0, Math.max(0, plain.length - 1));
        if (size > 0) {
            assertThat(compression.decompress(target, 3, size, plain.length)).isEqualTo(plain);
        }
    }

    @ParameterizedTest
    @EnumSource(Compression.Level.class)
    void leavesIncompressibleBytesAlone(Compression.Level level) {
        try (Compression other = new Compression(level)) {
            byte[] random = Samples.bytes(100_000, 1);
            assertThat(other.compress(random, 0, random.length, new byte[Compression.bound(random.length)], 0)).isZero();
            assertThat(other.compress(random, 0, 0, new byte[100], 0)).isZero();
        }
    }

    @Test
    void onlyMaxLooksForRepetitionsOfNoise() {
        byte[] repeated = Arrays.copyOf(Samples.bytes(60_000, 1), 120_000);
        System.arraycopy(repeated, 0, repeated, 60_000, 60_000);
        byte[] target = new byte[Compression.bound(repeated.length)];
        assertThat(compression.compress(repeated, 0, repeated.length, target, 0)).isZero();
        try (Compression max = new Compression(Compression.Level.MAX)) {
            assertThat(max.compress(repeated, 0, repeated.length, target, 0)).isBetween(60_000, 61_000);
        }
    }

    @Test
    void offStillCompressesTrees() {
        assertThat(Compression.Level.OFF.compresses(BlobType.TREE)).isTrue();
        assertThat(Compression.Level.OFF.compresses(BlobType.DATA)).isFalse();
    }

    @ParameterizedTest
    @ValueSource(ints = {0, 99_999, 100_001, -1, Integer.MAX_VALUE, Compression.MAXIMUM_BLOB})
    void refusesAnotherLengthThanPromised(int promised) {
        byte[] frame = Zstd.compress(new byte[100_000]);
        assertThatThrownBy(() -> compression.decompress(frame, 0, frame.length, promised)).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesWhatIsNoFrameAndWhatFollowsOne() {
        String text = "some text, some text, some text";
        byte[] frame = Zstd.compress(text.getBytes(StandardCharsets.US_ASCII));
        byte[] garbage = Arrays.copyOf(frame, frame.length + 3);
        assertThatThrownBy(() -> compression.decompress(garbage, 0, garbage.length, 31)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> compression.decompress(frame, 0, frame.length - 1, 31)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> compression.decompress(frame, 4, frame.length - 4, 31)).isInstanceOf(FormatException.class);
        assertThat(compression.decompress(frame, 0, frame.length, 31)).asString(StandardCharsets.US_ASCII).isEqualTo(text);
    }

    @Test
    void readsWhateverOtherWritersMake() throws Exception {
        byte[] plain = "text ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        ByteArrayOutputStream frames = new ByteArrayOutputStream();
        try (ZstdCompressCtx other = new ZstdCompressCtx()) {
            other.setLevel(22).setChecksum(true).setContentSize(false).setLong(27);
            frames.write(other.compress(Arrays.copyOf(plain, 20_000)));
            frames.write(new byte[] {0x50, 0x2a, 0x4d, 0x18, 2, 0, 0, 0, 7, 7});
            frames.write(other.compress(Arrays.copyOfRange(plain, 20_000, plain.length)));
        }
        assertThat(compression.decompress(frames.toByteArray(), 0, frames.size(), plain.length)).isEqualTo(plain);
    }
}
