package cerb.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class EnvelopeTest {

    private static final HexFormat HEX = HexFormat.of();

    private final MasterKey key = new MasterKey(HEX.parseHex("303e8687b1d7db18421bdc6bb8588ccadac4d59ee87b8ff70c44e635790cafef"),
            HEX.parseHex("ef4d8824cb80b2bcc5fbff8a9b12a42c"), HEX.parseHex("cc8d4b948ee0ebfe1d415de921d10353"));
    private final Envelope envelope = new Envelope(key);

    @Test
    void opensWhatResticSealed() {
        byte[] sealed = HEX.parseHex("69fb41c62d12def4593bd71757138606338f621aeaeb39da0fe4f99233f8037a54ea63338a813bcf3f75d8c3cc75dddf8750");
        assertThat(envelope.open(sealed)).asString(StandardCharsets.UTF_8).isEqualTo("Dies ist ein Test!");
    }

    @Property
    void openingIsTheInverseOfSealing(@ForAll @Size(max = 40_000) byte[] plain) {
        assertThat(envelope.open(envelope.seal(plain))).isEqualTo(plain);
    }

    @Property
    void oneChangedBitIsNoticed(@ForAll @Size(min = 1, max = 100) byte[] plain, @ForAll @IntRange(max = 1055) int bit) {
        byte[] sealed = envelope.seal(plain);
        sealed[bit / 8 % sealed.length] ^= (byte) (1 << bit % 8);
        assertThatThrownBy(() -> envelope.open(sealed)).isInstanceOf(EnvelopeException.class).hasMessageContaining("verification failed");
    }

    @Test
    void slicesJoinWithoutASeam() {
        byte[] plain = new byte[3 * 8192 + 17];
        new Random(1).nextBytes(plain);
        byte[] sealed = new byte[plain.length + Envelope.OVERHEAD];
        envelope.seal(plain, 0, plain.length, sealed, 0);
        byte[] opened = new byte[plain.length];
        envelope.open(sealed, 0, sealed.length, opened, 0);
        assertThat(opened).isEqualTo(plain);
    }

    @Test
    void sealsAndOpensInPlace() {
        byte[] buffer = new byte[7 + 20_000 + Envelope.OVERHEAD];
        Arrays.fill(buffer, 7 + Envelope.IV_LENGTH, 7 + Envelope.IV_LENGTH + 20_000, (byte) 'x');
        byte[] plain = Arrays.copyOfRange(buffer, 7 + Envelope.IV_LENGTH, 7 + Envelope.IV_LENGTH + 20_000);
        assertThat(envelope.seal(buffer, 7 + Envelope.IV_LENGTH, 20_000, buffer, 7)).isEqualTo(20_032);
        assertThat(envelope.open(buffer, 7, 20_032, buffer, 7 + Envelope.IV_LENGTH)).isEqualTo(20_000);
        assertThat(Arrays.copyOfRange(buffer, 7 + Envelope.IV_LENGTH, 7 + Envelope.IV_LENGTH + 20_000)).isEqualTo(plain);
    }

    @Test
    void sealsTheSameBytesDifferentlyEachTime() {
        assertThat(envelope.seal(new byte[100])).isNotEqualTo(envelope.seal(new byte[100]));
    }

    @Test
    void refusesWhatIsShorterThanItsOverhead() {
        for (int length = 0; length < Envelope.OVERHEAD; length++) {
            byte[] sealed = new byte[length];
            assertThatThrownBy(() -> envelope.open(sealed)).isInstanceOf(EnvelopeException.class).hasMessageContaining("too short");
        }
    }

    @Test
    void anotherKeyDoesNotOpen() {
        Envelope other = new Envelope(MasterKey.generate(new SecureRandom()));
        byte[] sealed = envelope.seal(new byte[10]);
        assertThatThrownBy(() -> other.open(sealed)).isInstanceOf(EnvelopeException.class);
    }

    @Test
    void writesNothingWhenTheCheckFails() {
        byte[] sealed = envelope.seal("secret".getBytes(StandardCharsets.US_ASCII));
        sealed[20] ^= 1;
        byte[] target = new byte[6];
        assertThatThrownBy(() -> envelope.open(sealed, 0, sealed.length, target, 0)).isInstanceOf(EnvelopeException.class);
        assertThat(target).containsOnly(0);
    }
}
