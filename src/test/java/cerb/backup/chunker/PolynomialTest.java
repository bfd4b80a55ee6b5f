package cerb.backup.chunker;

import static org.assertj.core.api.Assertions.assertThat;

import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PolynomialTest {

    @ParameterizedTest
    @ValueSource(longs = {0x25b468838dcb75L, 0x3da3358b4dc173L, 0b10, 0b11, 0b111, 0b1011, 0b10011, 0b100011011})
    void knowsIrreducibleOnes(long polynomial) {
        assertThat(Polynomial.isIrreducible(polynomial)).isTrue();
    }

    @ParameterizedTest
    @ValueSource(longs = {0x25b468838dcb74L, 0x25b468838dcb77L, 0b101, 0b110, 0b10101, 0b1001, 0b1111})
    void knowsReducibleOnes(long polynomial) {
        assertThat(Polynomial.isIrreducible(polynomial)).isFalse();
    }

    @Test
    void drawsNewOnesOfDegree53() {
        SecureRandom random = new SecureRandom();
        String one = Polynomial.random(random);
        assertThat(Long.numberOfLeadingZeros(Long.parseLong(one, 16))).isEqualTo(10);
        assertThat(Polynomial.isIrreducible(Long.parseLong(one, 16))).isTrue();
        assertThat(Polynomial.random(random)).isNotEqualTo(one);
    }
}
