package cerb.backup.component.store;

import java.io.IOException;
import java.net.InetSocketAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;

/** OpenSSH's own server on loopback, with its own port, host key and configuration, for whoever runs the tests. */
public final class OpenSsh implements AutoCloseable {
    private final Path home;
    private final Path config;
    private final SshSite site;
    private Process server;

    private OpenSsh(Path home, Path config, SshSite site) {
        this.home = home;
        this.config = config;
        this.site = site;
    }

    /**
     * Starts one.
     *
     * @param home   an empty directory for its files
     * @param config further lines of its configuration
     */
    public static OpenSsh start(Path home, String... config) throws IOException {
        Path hostKey = SshSite.keyPair(home.resolve("host_key"));
        Path key = SshSite.keyPair(home.resolve("key"));
        int port = freePort();
        Path file = Files.writeString(home.resolve("sshd_config"), """
                ListenAddress 127.0.0.1:%d
                HostKey %s
                AuthorizedKeysFile %s
                PidFile none
                StrictModes no
                UsePAM no
                PermitRootLogin yes
                PasswordAuthentication no
                Subsystem sftp internal-sftp
                """.formatted(port, hostKey, SshSite.publicKey(key)) + String.join("\n", config) + "\n");
        OpenSsh ssh = new OpenSsh(home, file, new SshSite(port, System.getProperty("user.name"), key, SshSite.knownHosts(home.resolve("known_hosts"), port, hostKey)));
        ssh.begin();
        return ssh;
    }

    private static int freePort() throws IOException {
        try (ServerSocket socket = new ServerSocket(0)) {
            return socket.getLocalPort();
        }
    }

    /** Where it is, and who may log in. */
    public SshSite site() {
        return site;
    }

    /** Starts the server again, on the same port. */
    void begin() throws IOException {
        if (System.getProperty("user.name").equals("root")) {
            // Where it separates privileges if root runs it; packages make this directory when they start the service.
            Files.createDirectories(Path.of("/run/sshd"));
        }
        server = new ProcessBuilder("/usr/sbin/sshd", "-D", "-e", "-f", config.toString()).redirectErrorStream(true).redirectOutput(home.resolve("log").toFile()).start();
        awaitPort();
    }

    private void awaitPort() throws IOException {
        Instant deadline = Instant.now().plus(Duration.ofSeconds(20));
        while (true) {
            try (Socket socket = new Socket()) {
                socket.connect(new InetSocketAddress("127.0.0.1", site.port()), 1_000);
                return;
            } catch (IOException e) {
                if (!server.isAlive() || Instant.now().isAfter(deadline)) {
                    throw new IOException("sshd does not listen: " + Files.readString(home.resolve("log")), e);
                }
                pause();
            }
        }
    }

    private static void pause() {
        try {
            Thread.sleep(50);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }

    /** Ends the server and every connection to it. */
    void end() {
        server.descendants().forEach(ProcessHandle::destroyForcibly);
        server.destroyForcibly();
        try {
            server.waitFor();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    @Override
    public void close() {
        end();
    }
}
