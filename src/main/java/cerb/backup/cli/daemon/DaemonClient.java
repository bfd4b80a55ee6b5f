package cerb.backup.cli.daemon;

import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.FailureException;
import cerb.backup.cli.output.Json;
import cerb.backup.operation.observer.Observer;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.net.ConnectException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.channels.ClosedChannelException;
import java.nio.channels.SocketChannel;
import java.nio.file.AccessDeniedException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** A connection to the daemon of a repository, good for one request. */
public final class DaemonClient implements AutoCloseable {
    private final Wire wire;

    private DaemonClient(SocketChannel channel) {
        this.wire = new Wire(channel);
    }

    /**
     * Connects to the daemon of the repository in this directory; empty where none runs. A socket that nobody listens at was left by a daemon that was killed.
     *
     * @throws IOException where one may run but this user may not ask it
     */
    public static Optional<DaemonClient> find(Path repositoryDirectory) throws IOException {
        Path socket = SocketPlace.of(repositoryDirectory);
        if (!Files.exists(socket) || !SocketPlace.isOurs(socket)) {
            return Optional.empty();
        }
        if (!Files.isWritable(socket)) {
            throw new AccessDeniedException(socket.toString(), null, "the daemon belongs to another user; run this as that user or as root");
        }
        SocketChannel channel = SocketChannel.open(StandardProtocolFamily.UNIX);
        try {
            channel.connect(UnixDomainSocketAddress.of(socket));
            return Optional.of(new DaemonClient(channel));
        } catch (ConnectException e) {
            channel.close();
            return Optional.empty();
        }
    }

    /**
     * Asks for a verb and waits for its end.
     *
     * @param display is told how far the daemon is
     * @throws FailureException with the daemon's own error
     * @throws IOException      where the daemon went away before it answered
     */
    public Outcome ask(String verb, ObjectNode arguments, Observer display) throws IOException {
        IOException unsent = send(new Request(Request.VERSION, verb, arguments));
        Receiving receiving = new Receiving(display);
        for (Optional<String> line = wire.read(); line.isPresent(); line = wire.read()) {
            ObjectNode event = Json.read(line.get());
            ExitCode exit = ExitCode.of(event.path("exit").asInt());
            switch (event.path("event").asText()) {
                case "result" -> {
                    return new Outcome(exit, event.get("result") instanceof ObjectNode result ? result : Json.object());
                }
                case "error" -> throw new FailureException(new Failure(exit, event.path("message").asText(), event.path("remedy").asText()));
                default -> receiving.event(event);
            }
        }
        throw new IOException("the daemon ended before it had answered", unsent);
    }

    /** What kept the request from being sent, or null: a daemon that refuses whoever connects says why, and may have hung up already. */
    private IOException send(Request request) throws ClosedChannelException {
        try {
            wire.write(request.toJson());
            return null;
        } catch (ClosedChannelException e) {
            throw e; // by ourselves, as when Ctrl-C comes: there is nothing to read any more
        } catch (IOException e) {
            return e;
        }
    }

    @Override
    public void close() throws IOException {
        wire.close();
    }
}
