package cerb.backup.operation.drill.scratch;

import com.fasterxml.jackson.annotation.JsonIgnoreProperties;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;

/**
 * What a drill makes outside of its own directory.
 *
 * @param server  the given server, as {@link cerb.backup.mysql.DatabaseAddress#toString()} tells it without a schema; null where none was given
 * @param schema  the schema on it; null where none was given
 * @param ours    whether the drill has chosen the schema's name, which then is nobody else's
 * @param storage the directory made for the files; null where it is in the drill's own
 */
@JsonIgnoreProperties(ignoreUnknown = true)
public record Marker(String server, String schema, boolean ours, String storage) {
    static final String NAME = "marker.json";
    private static final ObjectMapper JSON = new ObjectMapper();

    /** Writes it into a drill's directory; on return it is durable. */
    void write(Path home) throws IOException {
        try (FileChannel file = FileChannel.open(home.resolve(NAME), StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(this));
            while (bytes.hasRemaining()) {
                file.write(bytes);
            }
            file.force(true);
        }
    }

    /** Whether what is to be removed by it has the names that the drill of this directory gives: what else it names is not deleted. */
    boolean isOf(Path home) {
        return (schema == null || !ours || schema.endsWith(Scratch.suffix(home))) && (storage == null || home.getFileName().equals(Path.of(storage).getFileName()));
    }

    /** Reads that of a drill's directory; one that was cut off before it had written it made nothing elsewhere. */
    static Marker read(Path home) throws IOException {
        Path file = home.resolve(NAME);
        return Files.exists(file) && Files.size(file) > 0 ? JSON.readValue(file.toFile(), Marker.class) : new Marker(null, null, false, null);
    }
}
