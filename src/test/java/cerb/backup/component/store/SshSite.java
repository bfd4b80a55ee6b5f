package cerb.backup.component.store;

import cerb.backup.component.RoutesFixture;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;

/**
 * An SSH server of a test on this machine, with a key pair of its own for the one who logs in.
 *
 * @param port       where it listens
 * @param user       who may log in
 * @param privateKey the key of that account
 * @param knownHosts a file with the server's key
 */
public record SshSite(int port, String user, Path privateKey, Path knownHosts) {
    /** Makes a key pair as OpenSSH does. */
    static Path keyPair(Path file) {
        run("ssh-keygen", "-q", "-t", "ed25519", "-N", "", "-C", "test", "-f", file.toString());
        return file;
    }

    /** The file of a public key. */
    static Path publicKey(Path privateKey) {
        return privateKey.resolveSibling(privateKey.getFileName() + ".pub");
    }

    /** Writes a file of known hosts for a server of this machine that has the key. */
    static Path knownHosts(Path file, int port, Path hostKey) throws IOException {
        return Files.writeString(file, "[127.0.0.1]:" + port + " " + Files.readString(publicKey(hostKey)));
    }

    /** Makes a sink of a directory at the server. */
    public RoutesFixture sink(RoutesFixture fixture, String name, String directory, boolean shell) {
        return fixture.sink(name).set("sink." + name + ".host", "127.0.0.1").set("sink." + name + ".port", Integer.toString(port)).set("sink." + name + ".user", user)
                .set("sink." + name + ".directory", directory).set("sink." + name + ".known-hosts", knownHosts.toString())
                .set("sink." + name + ".private-key-file", privateKey.toString()).set("sink." + name + ".shell", Boolean.toString(shell));
    }

    private static void run(String... command) {
        try {
            Process process = new ProcessBuilder(command).redirectErrorStream(true).start();
            String said = new String(process.getInputStream().readAllBytes());
            if (process.waitFor() != 0) {
                throw new IllegalStateException(List.of(command) + ": " + said);
            }
        } catch (IOException e) {
            throw new IllegalStateException("these tests need OpenSSH: " + e.getMessage(), e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new IllegalStateException(e);
        }
    }
}
