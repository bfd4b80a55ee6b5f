package cerb.backup.cli.daemon;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.util.Map;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.RejectedExecutionException;
import java.util.concurrent.SynchronousQueue;
import java.util.concurrent.ThreadPoolExecutor;
import java.util.concurrent.TimeUnit;
import jdk.net.ExtendedSocketOptions;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * Answers the verbs of this host's users for one repository. The caller holds the repository's host lock, so that a socket found at the place was left by a dead daemon.
 */
public final class DaemonServer implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(DaemonServer.class);
    private static final int MOST_CONVERSATIONS = 16;
    /** A daemon that is told to end has nine seconds in all, of which its routes may take four. */
    private static final long PATIENCE_SECONDS = 3;

    private final Path socket;
    private final Answered verbs;
    private final ServerSocketChannel listening;
    private final ExecutorService conversations =
            new ThreadPoolExecutor(0, MOST_CONVERSATIONS, 10, TimeUnit.SECONDS, new SynchronousQueue<>(), task -> new Thread(task, "daemon-conversation"));

    private DaemonServer(Path socket, Map<String, Work> whileStarting) throws IOException {
        this.socket = socket;
        this.verbs = new Answered(whileStarting);
        this.listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX);
        listening.bind(UnixDomainSocketAddress.of(socket));
        Files.setPosixFilePermissions(socket, PosixFilePermissions.fromString("rw-------"));
    }

    /** Begins to listen for the repository in this directory, and answers these verbs. */
    public static DaemonServer start(Path repositoryDirectory, Map<String, Work> verbs) throws IOException {
        DaemonServer server = startEarly(repositoryDirectory, verbs);
        server.started(verbs);
        return server;
    }

    /** Begins to listen for the repository in this directory while the rest of the daemon starts. Whoever asks for another verb than these waits until it {@link #started}. */
    public static DaemonServer startEarly(Path repositoryDirectory, Map<String, Work> whileStarting) throws IOException {
        Path socket = SocketPlace.of(repositoryDirectory);
        SocketPlace.prepare(socket);
        Files.deleteIfExists(socket);
        DaemonServer server = new DaemonServer(socket, whileStarting);
        Thread accepting = new Thread(server::accept, "daemon-socket");
        accepting.setDaemon(true);
        accepting.start();
        return server;
    }

    /** Answers these verbs from now on. */
    public void started(Map<String, Work> all) {
        verbs.all(all);
    }

    /** Where it listens. */
    public Path socket() {
        return socket;
    }

    private void accept() {
        while (listening.isOpen()) {
            try {
                begin(listening.accept());
            } catch (IOException | RuntimeException e) {
                if (listening.isOpen()) {
                    LOG.warn("a connection to {} failed: {}", socket, e.toString());
                }
            }
        }
    }

    private void begin(SocketChannel client) throws IOException {
        Wire wire = new Wire(client);
        try {
            String user = client.getOption(ExtendedSocketOptions.SO_PEERCRED).user().getName();
            // The mode is set after the socket exists, so the kernel's word on who is there counts as well.
            if (user.equals(ThisUser.name()) || user.equals("root")) {
                conversations.execute(() -> converse(wire));
            } else {
                refuse(wire, "the daemon belongs to " + ThisUser.name() + ", not to " + user, "Run this as that user or as root.");
            }
        } catch (RejectedExecutionException e) {
            refuse(wire, conversations.isShutdown() ? "the daemon is ending" : "the daemon answers " + MOST_CONVERSATIONS + " requests already", "Try again later.");
        } catch (IOException | RuntimeException e) {
            wire.close();
            throw e;
        }
    }

    /** A new connection takes a line at once, whether or not anybody reads it. */
    private static void refuse(Wire wire, String reason, String remedy) throws IOException {
        LOG.warn("refused a request: {}", reason);
        try (wire) {
            wire.write(Conversation.error(new Failure(ExitCode.FAILED, reason, remedy)));
        }
    }

    private void converse(Wire wire) {
        try (wire) {
            new Conversation(wire, verbs).run();
        } catch (IOException e) {
            LOG.debug("a conversation broke", e);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    /** Stops listening, removes the socket, and interrupts what is being done for clients, for whose end it waits a moment only: the rest of the daemon has to end as well. */
    @Override
    public void close() throws IOException {
        listening.close();
        Files.deleteIfExists(socket);
        conversations.shutdownNow();
        try {
            if (!conversations.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
                LOG.warn("a client's request did not end in time");
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }
}
