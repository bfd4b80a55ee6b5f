package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.Arrays;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.NullAndEmptySource;
import org.junit.jupiter.params.provider.ValueSource;

class IdTest {

    private static final String HELLO = "38c93c74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0";

    @Test
    void isTheSha256OfTheBytes() {
        Id id = Id.hash("Hello, restic format!\n".getBytes(StandardCharsets.US_ASCII));
        assertThat(id).hasToString(HELLO).isEqualTo(Id.parse(HELLO));
        assertThat(id.shortName()).isEqualTo("38c93c74");
    }

    @Property
    void hexAndBytesAreTheSameId(@ForAll @Size(32) byte[] bytes) {
        Id id = Id.read(bytes, 0);
        byte[] written = new byte[40];
        id.write(written, 5);
        assertThat(Arrays.copyOfRange(written, 5, 37)).isEqualTo(bytes);
        assertThat(Id.parse(id.toString())).isEqualTo(id);
    }

    @Property
    void orderIsThatOfTheBytes(@ForAll @Size(32) byte[] one, @ForAll @Size(32) byte[] other) {
        assertThat(Integer.signum(Id.read(one, 0).compareTo(Id.read(other, 0)))).isEqualTo(Integer.signum(Arrays.compareUnsigned(one, other)));
    }

    @ParameterizedTest
    @NullAndEmptySource
    @ValueSource(strings = {"38c93c74", HELLO + "0", "38C93C74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0",
        "g8c93c74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0", "٣8c93c74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0"})
    void refusesAnythingElse(String hex) {
        assertThat(Id.isId(hex)).isFalse();
        assertThatThrownBy(() -> Id.parse(hex)).isInstanceOf(FormatException.class).hasMessageContaining("not an id");
    }
}
