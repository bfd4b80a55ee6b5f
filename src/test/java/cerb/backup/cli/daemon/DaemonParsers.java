package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Json;
import cerb.backup.operation.observer.Observer;
import java.io.IOException;
import java.net.StandardProtocolFamily;
import java.net.UnixDomainSocketAddress;
import java.nio.ByteBuffer;
import java.nio.channels.ServerSocketChannel;
import java.nio.channels.SocketChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;

/** Lets tests of other rooms hand bytes to the protocol's parsers. */
public final class DaemonParsers {
    private DaemonParsers() {
    }

    /** Reads lines as the daemon and its client do, until the connection ends. */
    public static void lines(byte[] bytes) throws IOException {
        Path socket = Files.createTempDirectory("wire").resolve("s");
        try (ServerSocketChannel listening = ServerSocketChannel.open(StandardProtocolFamily.UNIX)) {
            listening.bind(UnixDomainSocketAddress.of(socket));
            try (SocketChannel client = SocketChannel.open(UnixDomainSocketAddress.of(socket)); Wire wire = new Wire(listening.accept())) {
                client.configureBlocking(false);
                client.write(ByteBuffer.wrap(bytes));
                client.shutdownOutput();
                for (Optional<String> line = wire.read(); line.isPresent(); line = wire.read()) {
                    line.get();
                }
            }
        } finally {
            Files.deleteIfExists(socket);
            Files.delete(socket.getParent());
        }
    }

    /** Reads a request, as the daemon does. */
    public static void request(String line) {
        Request.parse(line).toJson();
    }

    /** Reads an event, as the client does. */
    public static void event(String line) {
        new Receiving(Observer.NONE).event(Json.read(line));
    }
}
