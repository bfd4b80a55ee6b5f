package cerb.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;

class MasterKeyTest {

    private final MasterKey key = MasterKey.generate(new SecureRandom());

    @Test
    void comesBackFromItsJson() {
        assertThat(MasterKey.fromJson(key.toJson())).isEqualTo(key).hasSameHashCodeAs(key);
    }

    @Test
    void differsFromAnother() {
        assertThat(key).isNotEqualTo(MasterKey.generate(new SecureRandom()));
    }

    @Test
    void acceptsFieldsItDoesNotKnow() {
        String json = new String(key.toJson(), StandardCharsets.US_ASCII);
        String more = "{\"more\":{\"k\":[1,\"x\"]}," + json.substring(1);
        assertThat(MasterKey.fromJson(more.getBytes(StandardCharsets.US_ASCII))).isEqualTo(key);
    }

    @Test
    void refusesZeroKeysAndShortOnesAndNonsense() {
        assertThatThrownBy(() -> MasterKey.ofDerived(new byte[MasterKey.DERIVED_LENGTH])).isInstanceOf(EnvelopeException.class);
        for (String json : new String[] {"", "{}", "[", "{\"encrypt\":\"AAAA\"}", "{\"encrypt\":\"%\"}", "{\"mac\":7}", " ".repeat(5000)}) {
            assertThatThrownBy(() -> MasterKey.fromJson(json.getBytes(StandardCharsets.US_ASCII)))
                    .isInstanceOf(EnvelopeException.class).hasMessageContaining("master key").hasNoCause();
        }
    }

    @Test
    void showsNothing() {
        assertThat(key.toString()).isEqualTo("master key");
    }
}
