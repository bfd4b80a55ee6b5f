package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.component.Routes;
import cerb.backup.component.RoutesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Which servers and which keys are let in, both ways. */
class HostKeyTest {
    @TempDir
    private Path home;

    private OpenSsh ssh;
    private Path far;

    @BeforeEach
    void startServer() throws IOException {
        ssh = OpenSsh.start(Files.createDirectories(home.resolve("sshd")));
        far = Files.createDirectories(home.resolve("far"));
    }

    @AfterEach
    void stopServer() {
        ssh.close();
    }

    private RoutesFixture fixture() throws IOException {
        return ssh.site().sink(new RoutesFixture(home), "vault", far.toString(), true);
    }

    private void refuses(String message) throws IOException {
        String before = Files.readString(ssh.site().knownHosts());
        try (Routes routes = fixture().start(false, Map.of()); Backend sink = routes.sink("vault", home.resolve("fetched"), 0)) {
            assertThatThrownBy(() -> sink.save(Handle.CONFIG, Content.of(new byte[10]))).isInstanceOf(PermanentException.class).hasMessageContaining(message)
                    .hasMessageContaining("ssh-keyscan -p " + ssh.site().port() + " 127.0.0.1").hasMessageContaining(ssh.site().knownHosts().toString());
            assertThatThrownBy(() -> sink.hashes(List.of(Handle.CONFIG))).isInstanceOf(TransientException.class);
        }
        assertThat(far).isEmptyDirectory();
        assertThat(ssh.site().knownHosts()).hasContent(before);
    }

    @Test
    void serverThatIsNotKnownIsRefusedForGood() throws IOException {
        Files.writeString(ssh.site().knownHosts(), "");
        refuses("reject HostKey");
    }

    @Test
    void serverWithAnotherKeyIsRefusedForGood() throws IOException {
        Path other = SshSite.keyPair(home.resolve("other"));
        SshSite.knownHosts(ssh.site().knownHosts(), ssh.site().port(), other);
        refuses("changed");
    }

    @Test
    void knownHostsMayBeHashedAsOpenSshDoes() throws Exception {
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-H", "-f", ssh.site().knownHosts().toString()).start().waitFor()).isZero();
        assertThat(Files.readString(ssh.site().knownHosts())).startsWith("|1|").doesNotContain("127.0.0.1");
        stores(fixture());
    }

    @Test
    void keyMayHaveAPassphrase() throws Exception {
        assertThat(new ProcessBuilder("ssh-keygen", "-q", "-p", "-P", "", "-N", "a secret", "-f", ssh.site().privateKey().toString()).start().waitFor()).isZero();
        Path passphrase = Files.createFile(home.resolve("passphrase"), java.nio.file.attribute.PosixFilePermissions.asFileAttribute(
                java.nio.file.attribute.PosixFilePermissions.fromString("rw-------")));
        Files.writeString(passphrase, "a secret\n");
        stores(fixture().set("sink.vault.private-key-passphrase-file", passphrase.toString()));
    }

    private void stores(RoutesFixture fixture) {
        try (Routes routes = fixture.start(false, Map.of()); Backend sink = routes.sink("vault", home.resolve("fetched"), 0)) {
            sink.save(Handle.CONFIG, Content.of(new byte[10]));
            assertThat(far.resolve("config")).hasSize(10);
            assertThat(sink.hashes(List.of(Handle.CONFIG)).orElseThrow()).hasSize(1);
        }
    }
}
