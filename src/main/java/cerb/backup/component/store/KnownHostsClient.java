package cerb.backup.component.store;

import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.Future;
import java.util.concurrent.ScheduledThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import org.apache.sshd.client.ClientBuilder;
import org.apache.sshd.client.SshClient;
import org.apache.sshd.client.keyverifier.KnownHostsServerKeyVerifier;
import org.apache.sshd.client.keyverifier.RejectAllServerKeyVerifier;
import org.apache.sshd.common.session.Session;
import org.apache.sshd.common.session.SessionListener;
import org.apache.sshd.common.util.threads.SshdThreadFactory;
import org.apache.sshd.core.CoreModuleProperties;

/**
 * Makes clients for camel-ssh that know servers by a file in OpenSSH's form, which is never written to. What camel-ssh has for it reads RSA keys alone and takes a host for
 * known whose name is part of another's. And its own clients wait for ever on a connection that is dead, which these notice within a minute, and on a
 * command that does not end, which these end.
 */
public final class KnownHostsClient extends ClientBuilder {
    private static final Duration HEARTBEAT = Duration.ofSeconds(15);
    private static final int UNANSWERED = 3;
    /** Of one command: some dozens of packs to be hashed on a slow disk. */
    private static final Duration LONGEST = Duration.ofMinutes(15);

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
        // Otherwise a server that refuses to run a command, and does not end the channel, is waited for.
        CoreModuleProperties.REQUEST_EXEC_REPLY.set(client, true);
        // A command has a session of its own: what waits for its end must not outlive it, or a busy sink has thousands of them in memory.
        var executor = new ScheduledThreadPoolExecutor(1, new SshdThreadFactory(client + "-timer"));
        executor.setRemoveOnCancelPolicy(true);
        client.setScheduledExecutorService(executor, true);
        client.addSessionListener(new SessionListener() {
            @Override
            public void sessionCreated(Session session) {
                Future<?> end = executor.schedule(() -> session.close(true), LONGEST.toMinutes(), TimeUnit.MINUTES);
                session.addCloseFutureListener(closed -> end.cancel(false));
            }
        });
        return client;
    }
}
