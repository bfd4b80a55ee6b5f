package cerb.backup.format.document;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import cerb.backup.format.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class DocumentBoundsTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");

    private static KeyFile key(int salt, int data) {
        return KeyFile.of(TIME, "user", "host", 1024, 8, 1, Samples.bytes(salt, 1), Samples.bytes(data, 2));
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void aKeyHoldsMoreThanTheEnvelopeAndAtMostFourKibibytes() {
        assertThat(key(64, 33).dataBytes()).hasSize(33);
        assertThat(key(64, 4096).dataBytes()).hasSize(4096);
        for (int length : new int[] {0, 32, 4097}) {
            assertThatThrownBy(() -> key(64, length)).isInstanceOf(FormatException.class).hasMessageContaining(length + " bytes");
        }
        assertThatThrownBy(() -> key(63, 100)).isInstanceOf(FormatException.class).hasMessageContaining("salt");
        assertThatThrownBy(() -> key(65, 100)).isInstanceOf(FormatException.class).hasMessageContaining("salt");
    }

    @Test
    void nothingFollowsADocument() {
        String config = new String(new RepositoryConfig(2, Samples.id(1), "25b468838dcb75").write(), StandardCharsets.UTF_8);
        String key = new String(key(64, 100).write(), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> RepositoryConfig.read(bytes(config + "{}"))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> KeyFile.read(bytes(key + "{}"))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> LockFile.read(bytes("{}1"))).isInstanceOf(FormatException.class);
        String snapshot = new String(Snapshot.of(TIME, Samples.id(2), List.of("/a"), "host").write(), StandardCharsets.UTF_8);
        assertThatThrownBy(() -> Snapshot.read(bytes(snapshot + "{}"))).isInstanceOf(FormatException.class);
    }

    @Test
    void fieldsThatNobodyKnowsArePassedOver() {
        RepositoryConfig config = new RepositoryConfig(1, Samples.id(1), "25b468838dcb75");
        assertThat(RepositoryConfig.read(bytes("{\"x\":{\"id\":[1]}," + new String(config.write(), StandardCharsets.UTF_8).substring(1)))).isEqualTo(config);
        assertThat(LockFile.read(bytes("{\"x\":{\"pid\":7},\"pid\":5}")).pid()).isEqualTo(5);
        Snapshot read = Snapshot.read(bytes("{\"tree\":\"" + Samples.id(2) + "\",\"summary\":{\"x\":{\"files_new\":7},\"files_new\":5}}"));
        assertThat(read.summary().filesNew()).isEqualTo(5);
        KeyFile key = key(64, 100);
        assertThat(KeyFile.read(bytes("{\"x\":[{}]," + new String(key.write(), StandardCharsets.UTF_8).substring(1)))).isEqualTo(key);
    }

    @ParameterizedTest
    @ValueSource(ints = {-1, 0, 3})
    void onlyTheFirstTwoVersionsAreKnown(int version) {
        assertThatThrownBy(() -> new RepositoryConfig(version, Samples.id(1), "1")).isInstanceOf(FormatException.class).hasMessageContaining("version " + version);
    }

    @Test
    void whatIsShownIsNoSecret() {
        assertThat(new RepositoryConfig(2, Samples.id(1), "25b468838dcb75")).hasToString("config of version 2, repository " + Samples.id(1));
        assertThat(key(64, 100)).hasToString("key of user@host, made 2026-11-23T10:00:00Z");
    }

    @Test
    void aFileOfMetadataThatIsNoneSaysWhatItBeginsWith() {
        assertThatThrownBy(() -> UnpackedFile.unwrap(new byte[] {0, 1}, 10)).hasMessageContaining("it starts with byte 0");
        assertThatThrownBy(() -> UnpackedFile.unwrap(new byte[] {1}, 10)).hasMessageContaining("it starts with byte 1");
        assertThatThrownBy(() -> UnpackedFile.unwrap(new byte[0], 10)).hasMessageContaining("it is empty");
    }
}
