package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import java.util.Base64;
import java.util.zip.DeflaterOutputStream;
import org.junit.jupiter.api.Test;

class NoiseSampleTest {
    private final NoiseSample sample = new NoiseSample();

    private boolean isNoise(byte[] bytes) {
        byte[] shifted = new byte[bytes.length + 7];
        System.arraycopy(bytes, 0, shifted, 7, bytes.length);
        return sample.isNoise(shifted, 7, bytes.length);
    }

    @Test
    void recognizesEncryptedAndCompressedBytes() throws Exception {
        ByteArrayOutputStream archive = new ByteArrayOutputStream();
        try (var out = new DeflaterOutputStream(archive)) {
            out.write(Base64.getEncoder().encode(Samples.bytes(40_000, 3)));
        }
        assertThat(isNoise(archive.toByteArray())).isTrue();
        assertThat(isNoise(Samples.bytes(4096, 1))).isTrue();
        assertThat(isNoise(Samples.bytes(1 << 20, 2))).isTrue();
    }

    @Test
    void takesTextAndCodedBinariesForCompressible() {
        assertThat(isNoise("The quick brown fox jumps over the lazy dog. ".repeat(300).getBytes(StandardCharsets.US_ASCII))).isFalse();
        assertThat(isNoise(Base64.getEncoder().encode(Samples.bytes(40_000, 3)))).isFalse();
        assertThat(isNoise(new byte[100_000])).isFalse();
    }

    @Test
    void seesTextInTheMiddleOfNoise() {
        byte[] mixed = Samples.bytes(60_000, 4);
        Arrays.fill(mixed, 20_000, 40_000, (byte) ' ');
        assertThat(isNoise(mixed)).isFalse();
    }

    @Test
    void leavesShortBytesToTheCompression() {
        assertThat(isNoise(Samples.bytes(4095, 5))).isFalse();
        assertThat(isNoise(new byte[0])).isFalse();
    }
}
