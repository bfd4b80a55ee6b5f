package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.JsonNode;
import java.io.BufferedInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.OutputStream;
import java.nio.channels.Channels;
import java.nio.channels.SocketChannel;
import java.nio.charset.StandardCharsets;
import java.util.Optional;

/** One connection: JSON objects as lines, of a bounded length. One thread may read while another writes. */
final class Wire implements AutoCloseable {
    static final int LONGEST = 1 << 20;

    private final SocketChannel channel;
    private final InputStream in;
    private final OutputStream out;

    Wire(SocketChannel channel) {
        this.channel = channel;
        this.in = new BufferedInputStream(Channels.newInputStream(channel));
        this.out = Channels.newOutputStream(channel);
    }

    /** The next line; empty at the end of the stream. Throws IOException where it is too long or the connection broke in the middle of it. */
    Optional<String> read() throws IOException {
        ByteArrayOutputStream line = new ByteArrayOutputStream();
        for (int next = in.read(); next != '\n'; next = in.read()) {
            if (next < 0) {
                if (line.size() > 0) {
                    throw new IOException("the connection ended within a line");
                }
                return Optional.empty();
            }
            if (line.size() == LONGEST) {
                throw new IOException("a line is longer than " + LONGEST + " bytes");
            }
            line.write(next);
        }
        return Optional.of(line.toString(StandardCharsets.UTF_8));
    }

    void write(JsonNode message) throws IOException {
        out.write((Json.line(message) + "\n").getBytes(StandardCharsets.UTF_8));
    }

    @Override
    public void close() throws IOException {
        channel.close();
    }
}
