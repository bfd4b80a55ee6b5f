package cerb.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class KeyDerivationTest {

    private static final byte[] SALT = new byte[64];
    private final Password password = Password.of("secret");

    @Test
    void givesTheSameKeyForTheSamePasswordAndSaltOnly() {
        KeyDerivation derivation = new KeyDerivation(16, 8, 1);
        byte[] otherSalt = new byte[64];
        otherSalt[63] = 1;
        assertThat(derivation.derive(password, SALT)).isEqualTo(derivation.derive(password, SALT))
                .isNotEqualTo(derivation.derive(password, otherSalt))
                .isNotEqualTo(derivation.derive(Password.of("Secret"), SALT))
                .isNotEqualTo(new KeyDerivation(32, 8, 1).derive(password, SALT));
    }

    @ParameterizedTest
    @CsvSource({"0, 8, 1", "1, 8, 1", "3, 8, 1", "-2147483648, 8, 1", "16, 0, 1", "16, 8, 0", "16, -1, 1", "16, 8, -1", "65536, 1, 1",
        "2097152, 8, 1", "1024, 1048576, 1024", "16, 32768, 32768"})
    void refusesWhatScryptDoesNotTake(int n, int r, int p) {
        assertThatThrownBy(() -> new KeyDerivation(n, r, p)).isInstanceOf(EnvelopeException.class).hasMessageContaining("scrypt");
    }

    @ParameterizedTest
    @CsvSource({"524288, 8, 1", "32768, 8, 129", "2, 1, 1073741823", "1048576, 8, 134217"})
    @Timeout(5)
    void refusesAHostileCostBeforePayingIt(int n, int r, int p) {
        KeyDerivation derivation = new KeyDerivation(n, r, p);
        assertThatThrownBy(() -> derivation.derive(password, SALT)).isInstanceOf(EnvelopeException.class).hasMessageContaining("limit");
    }

    @Test
    void takesMoreWhenTold() {
        KeyDerivation derivation = new KeyDerivation(1024, 8, 1);
        assertThatThrownBy(() -> derivation.derive(password, SALT, 1 << 19)).isInstanceOf(EnvelopeException.class);
        assertThat(derivation.derive(password, SALT, 1 << 20)).isEqualTo(derivation.derive(password, SALT));
    }
}
