package cerb.backup.cli.source;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.component.store.OpenSsh;
import cerb.backup.configuration.Settings;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A repository at OpenSSH's own server, by its URL, with the key and the known hosts of whoever asks, as ssh has them. */
final class SshServerTest {
    @TempDir
    private Path root;
    private final String home = System.getProperty("user.home");
    private HelpdeskFixture helpdesk;
    private OpenSsh ssh;
    private String url;

    @BeforeEach
    void startServer() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 10);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
        }
        ssh = OpenSsh.start(Files.createDirectory(root.resolve("sshd")));
        Path own = Files.createDirectories(root.resolve("home/.ssh"));
        Files.copy(ssh.site().privateKey(), own.resolve("id_ed25519"), StandardCopyOption.COPY_ATTRIBUTES);
        Files.copy(ssh.site().knownHosts(), own.resolve("known_hosts"));
        System.setProperty("user.home", root.resolve("home").toString());
        url = "sftp://" + ssh.site().user() + "@127.0.0.1:" + ssh.site().port() + "/" + helpdesk.repository;
    }

    @AfterEach
    void stopServer() {
        System.setProperty("user.home", home);
        ssh.close();
    }

    @Test
    void isReadWithTheKeyThatSshWouldTake() throws Exception {
        try (RepositorySource source = RepositorySource.open(settings(), url)) {
            Path target = root.resolve("restored");
            var latest = source.snapshots().choose("latest", null, true);
            new Restore(source.repository(), Observer.NONE).storage(latest, new StorageOptions(target, false, List.of(), null, 2));
            assertThat(TreeListing.of(target)).isEqualTo(TreeListing.of(helpdesk.storage));
            CheckResult result = new Check(source.repository(), Observer.NONE).run(CheckOptions.everything());
            assertThat(result.findings()).isEmpty();
        }
        assertThat(helpdesk.repository.resolve("locks")).as("the check's lock was given back").isEmptyDirectory();
    }

    @Test
    void isRefusedWhereItIsNotKnown() throws Exception {
        Files.writeString(root.resolve("home/.ssh/known_hosts"), "");
        assertThatThrownBy(() -> RepositorySource.open(settings(), url)).hasMessageContaining(url).hasMessageContaining("ssh-keyscan");
        Files.delete(root.resolve("home/.ssh/known_hosts"));
        assertThatThrownBy(() -> RepositorySource.open(settings(), url)).hasMessageContaining("known_hosts");
        Files.delete(root.resolve("home/.ssh/id_ed25519"));
        assertThatThrownBy(() -> RepositorySource.open(settings(), url)).hasMessageContaining("id_ed25519");
    }

    private static Settings settings() {
        return Settings.of(Map.of("sink.default.retries", "1", "sink.default.backoff", "10ms..20ms"), Map.of("RESTIC_PASSWORD", HelpdeskFixture.PASSWORD));
    }
}
