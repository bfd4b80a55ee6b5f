package cerb.backup.component.store;

import static org.assertj.core.api.Assertions.assertThat;

import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.session.ClientSession;
import org.apache.sshd.common.keyprovider.FileKeyPairProvider;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class KnownHostsClientTest {
    private static final Duration PATIENCE = Duration.ofSeconds(30);

    @TempDir
    private Path home;

    private static void command(SshClient client, SshSite site) throws Exception {
        try (ClientSession session = client.connect(site.user(), "127.0.0.1", site.port()).verify(PATIENCE).getSession()) {
            session.setKeyIdentityProvider(new FileKeyPairProvider(site.privateKey()));
            session.auth().verify(PATIENCE);
            assertThat(session.executeRemoteCommand("echo done")).isEqualTo("done\n");
        }
    }

    /** Each command has a session: what would end one that hangs goes with it. */
    @Test
    void keepsNothingOfSessionsThatHaveEnded() throws Exception {
        try (OpenSsh ssh = OpenSsh.start(Files.createDirectories(home.resolve("sshd")))) {
            KnownHostsClient builder = new KnownHostsClient();
            builder.setFile(ssh.site().knownHosts().toString());
            try (SshClient client = builder.build(true)) {
                client.start();
                Collection<Runnable> timers = ((ScheduledThreadPoolExecutor) client.getScheduledExecutorService()).getQueue();
                List<Runnable> before = List.copyOf(timers);
                for (int i = 0; i < 3; i++) {
                    command(client, ssh.site());
                }
                Instant deadline = Instant.now().plus(PATIENCE);
                while (timers.size() > before.size() && Instant.now().isBefore(deadline)) {
                    Thread.sleep(10);
                }
                assertThat(timers).hasSizeLessThanOrEqualTo(before.size());
            }
        }
    }
}
