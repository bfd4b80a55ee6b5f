package cerb.backup.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DatabaseAddressTest {
    @ParameterizedTest
    @ValueSource(strings = {"localhost", "::1", "127.0.0.1", "127.255.249.10"})
    void loopbackIsLocal(String host) {
        assertThat(at(host).isLocal()).isTrue();
    }

    @ParameterizedTest
    @ValueSource(strings = {"127.example.com", "127.0.0.1.example.com", "127.0.0.256", "127.0.0", "127.", "10.127.0.1", "localhost.example.com"})
    void anyOtherNameOrAddressIsNot(String host) {
        assertThat(at(host).isLocal()).isFalse();
    }

    private static DatabaseAddress at(String host) {
        return DatabaseAddress.of(host, 3306, "root", () -> "");
    }
}
