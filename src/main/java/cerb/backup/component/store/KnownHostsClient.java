package cerb.backup.component.store;

import java.nio.file.Path;
import java.time.Duration;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Makes clients for camel-ssh that know servers by a file in OpenSSH's form, which is never written to. What camel-ssh has for it reads RSA keys alone and takes a host for
 * known whose name is part of another's. And a client of its own waits for ever on a connection that is dead; these notice it within a minute.
 */
public final class KnownHostsClient extends ClientBuilder {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int UNANSWERED = 3;

    private String file;

    /** Sets the file of known hosts. */
    public void setFile(String file) {
        this.file = file;
    }

    @Override
    public SshClient build(boolean isFillWithDefaultValues) {
        serverKeyVerifier(new KnownHostsServerKeyVerifier(RejectAllServerKeyVerifier.INSTANCE, Path.of(file)));
        SshClient client = super.build(isFillWithDefaultValues);
        CoreModuleProperties.HEARTBEAT_INTERVAL.set(client, HEARTBEAT);
        CoreModuleProperties.HEARTBEAT_NO_REPLY_MAX.set(client, UNANSWERED);
        return client;
    }
}
