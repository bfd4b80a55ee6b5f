package cerb.backup.crypto;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.security.SecureRandom;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class PasswordTest {

    @TempDir
    private Path directory;

    @ParameterizedTest
    @ValueSource(strings = {"secret", " secret\n", "\r\n\tsecret \t\r\n\r\n", "\ufeffsecret\n", "\u00a0secret\u3000\u2028", "\u0085\u1680secret\u205f"})
    void readsAPasswordFileAsResticDoes(String content) throws IOException {
        assertThat(Password.read(file(content.getBytes(StandardCharsets.UTF_8)))).isEqualTo(Password.of("secret"));
    }

    @Test
    void readsUtf16WithAByteOrderMark() throws IOException {
        assertThat(Password.read(file("\ufeffgrün\n".getBytes(StandardCharsets.UTF_16BE)))).isEqualTo(Password.of("grün"));
        assertThat(Password.read(file("\ufeffgrün\n".getBytes(StandardCharsets.UTF_16LE)))).isEqualTo(Password.of("grün"));
    }

    @Test
    void keepsInnerSpaceAndBytesThatAreNoText() throws IOException {
        byte[] odd = {'a', ' ', 'b', (byte) 0xff, (byte) 0xc2};
        assertThat(Password.read(file(odd)).bytes()).isEqualTo(odd);
    }

    @Test
    void otherSecretsLoseOneLineEndOnly() throws IOException {
        assertThat(Password.readSecret(file(" x \r\n".getBytes(StandardCharsets.UTF_8))).text()).isEqualTo(" x ");
        assertThat(Password.readSecret(file("x\n\n".getBytes(StandardCharsets.UTF_8))).text()).isEqualTo("x\n");
        assertThat(Password.readSecret(file(new byte[0])).text()).isEmpty();
        assertThat(Password.readSecret(file("x\r".getBytes(StandardCharsets.UTF_8))).text()).isEqualTo("x\r");
    }

    @ParameterizedTest
    @ValueSource(strings = {"rw-r-----", "rw----r--", "rw--w----", "rw-----w-"})
    void refusesAFileOthersCanUseAndNamesTheCommandToRun(String mode) throws IOException {
        Path file = file("canary".getBytes(StandardCharsets.UTF_8));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString(mode));
        assertThatThrownBy(() -> Password.read(file)).isInstanceOf(PasswordException.class)
                .hasMessageContaining("chmod 600 " + file).hasMessageNotContaining("canary");
    }

    @Test
    void refusesEmptyMissingAndEndlessFiles() throws IOException {
        Path blank = file(" \n".getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> Password.read(blank)).isInstanceOf(PasswordException.class).hasMessageContaining("empty");
        assertThatThrownBy(() -> Password.read(directory.resolve("none"))).isInstanceOf(PasswordException.class).hasMessageContaining("none");
        assertThatThrownBy(() -> Password.read(Path.of("/dev/zero"))).isInstanceOf(PasswordException.class).hasMessageContaining("bytes");
        assertThatThrownBy(() -> Password.of("")).isInstanceOf(PasswordException.class);
    }

    @Test
    void showsNothing() {
        assertThat(Password.of("canary").toString()).doesNotContain("canary");
    }

    @Test
    void randomOnesDifferAndMeanNothingToSqlOrAShell() {
        SecureRandom random = new SecureRandom();
        String one = Password.random(random).text();
        assertThat(one).matches("[A-Za-z0-9_-]{32}").matches(".*[A-Z].*").matches(".*[a-z].*").matches(".*[0-9].*").matches(".*[_-].*");
        assertThat(Password.random(random).text()).isNotEqualTo(one);
    }

    @Test
    void storedOneIsForItsOwnerAloneAndTakesThePlaceOfNothing() throws IOException {
        Path file = directory.resolve("new");
        Password.of("secret").store(file);
        assertThat(PosixFilePermissions.toString(Files.getPosixFilePermissions(file))).isEqualTo("rw-------");
        assertThat(Password.read(file)).isEqualTo(Password.of("secret"));
        assertThatThrownBy(() -> Password.of("other").store(file)).isInstanceOf(FileAlreadyExistsException.class);
        assertThat(file).hasContent("secret");
        assertThat(directory).isDirectoryNotContaining("glob:**-tmp");
    }

    private Path file(byte[] content) throws IOException {
        Path file = Files.createTempFile(directory, "secret", "");
        return Files.write(file, content);
    }

    @Test
    void namesWhatIsNoFile() {
        assertThatThrownBy(() -> Password.read(directory)).isInstanceOf(PasswordException.class).hasMessageContaining(directory.toString())
                .hasMessageContaining("is not readable by the user");
    }

    @Test
    void isEqualByItsBytes() {
        assertThat(Password.of("a")).isEqualTo(Password.of("a")).hasSameHashCodeAs(Password.of("a")).isNotEqualTo(Password.of("b")).isNotEqualTo("a");
        assertThat(Password.of("a").hashCode()).isNotEqualTo(Password.of("b").hashCode());
    }
}
