package cerb.backup.repository.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.KeyDerivation;
import cerb.backup.crypto.MasterKey;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.DamagedException;
import cerb.backup.repository.shared.NoRepositoryException;
import cerb.backup.repository.shared.WrongPasswordException;
import java.nio.charset.StandardCharsets;
import java.security.SecureRandom;
import java.time.Clock;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class KeysTest {
    private static final KeyDerivation CHEAP = new KeyDerivation(1024, 8, 1);

    private final MemoryBackend backend = new MemoryBackend();
    private final Keys keys = new Keys(backend);
    private final MasterKey key = MasterKey.generate(new SecureRandom());

    private Handle add(String password) {
        return new Handle(FileType.KEY, keys.add(key, Password.of(password), CHEAP, "user", "host", Clock.systemUTC()).toString());
    }

    @Test
    void everyPasswordOpensTheSameKey() {
        add("one");
        add("two");
        assertThat(keys.open(Password.of("one"))).isEqualTo(keys.open(Password.of("two"))).isEqualTo(key);
        assertThat(keys.list()).hasSize(2);
    }

    @Test
    void refusesAPasswordThatFitsNone() {
        add("one");
        assertThatThrownBy(() -> keys.open(Password.of("three"))).isInstanceOf(WrongPasswordException.class);
    }

    @Test
    void saysThatThereIsNone() {
        assertThatThrownBy(() -> keys.open(Password.of("one"))).isInstanceOf(NoRepositoryException.class);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "nonsense", "{\"kdf\":\"md5\"}",
        "{\"kdf\":\"scrypt\",\"N\":1073741824,\"r\":8,\"p\":1,\"salt\":\"\",\"data\":\"\"}"})
    void leavesADamagedFileOut(String content) {
        byte[] bytes = content.getBytes(StandardCharsets.US_ASCII);
        backend.overwrite(new Handle(FileType.KEY, "00".repeat(32)), bytes);
        assertThatThrownBy(() -> keys.open(Password.of("one"))).isInstanceOf(DamagedException.class);
        add("one");
        assertThat(keys.open(Password.of("one"))).isEqualTo(key);
        assertThatThrownBy(() -> keys.open(Password.of("two"))).isInstanceOf(WrongPasswordException.class);
    }

    @Test
    void leavesAFileOutThatCostsTooMuch() {
        Handle affordable = add("one");
        String file = new String(backend.bytes(affordable), StandardCharsets.UTF_8);
        byte[] expensive = file.replace("\"N\":1024", "\"N\":4194304").getBytes(StandardCharsets.UTF_8);
        backend.save(new Handle(FileType.KEY, Id.hash(expensive).toString()), Content.of(expensive));
        assertThat(keys.open(Password.of("one"))).isEqualTo(key);
        backend.remove(affordable);
        assertThatThrownBy(() -> keys.open(Password.of("one"))).as("it was not tried").isInstanceOf(DamagedException.class);
    }

    @Test
    void triesAFileWhoseNameDoesNotFit() {
        Handle handle = add("one");
        byte[] bytes = new String(backend.bytes(handle), StandardCharsets.UTF_8).replace("host", "hoxt")
                .getBytes(StandardCharsets.UTF_8);
        backend.overwrite(handle, bytes);
        assertThat(keys.open(Password.of("one"))).isEqualTo(key);
    }

    @Test
    void triesNoMoreKeysThanThereIsTimeFor() {
        byte[] junk = "{}".getBytes(StandardCharsets.US_ASCII);
        for (int i = 0; i < 50; i++) {
            backend.overwrite(new Handle(FileType.KEY, String.format("%064x", i)), junk);
        }
        assertThatThrownBy(() -> keys.open(Password.of("one"))).isInstanceOf(DamagedException.class);
        byte[] good = backend.bytes(add("one"));
        backend.overwrite(new Handle(FileType.KEY, String.format("%063x0", 4)), good);
        assertThatThrownBy(() -> keys.open(Password.of("one"))).isInstanceOf(DamagedException.class).hasMessageContaining("no key file");
        backend.remove(new Handle(FileType.KEY, String.format("%064x", 0)));
        backend.overwrite(new Handle(FileType.KEY, "00".repeat(32)), good);
        assertThat(keys.open(Password.of("one"))).as("among the first fifty").isEqualTo(key);
        assertThatThrownBy(() -> keys.open(Password.of("two"))).isInstanceOf(WrongPasswordException.class)
                .hasMessageContaining("first 50 of 52 key files");
    }
}
