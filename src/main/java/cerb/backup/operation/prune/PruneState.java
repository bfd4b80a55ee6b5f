package cerb.backup.operation.prune;

import cerb.backup.backend.local.FileError;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Map;
import java.util.Set;
import java.util.TreeMap;

/**
 * What prunes remember from one to the next, a file of JSON in the repository's directory that restic ignores:
 * <pre>
 * {"version":1,"first":"2026-11-23T15:00:00Z","orphans":{"0123...":"2026-11-24T03:40:00Z"}}
 * </pre>
 * Losing it does no harm: the trial and the grace of orphans begin anew.
 *
 * @param first   when the first prune looked at the repository
 * @param orphans packs that no index named, each with when that was first seen
 */
record PruneState(Instant first, Map<Id, Instant> orphans) {
    /** The file's name, in the repository's directory. */
    static final String NAME = "cerb-backup.prune";

    private static final ObjectMapper JSON = new ObjectMapper();

    PruneState {
        orphans = Map.copyOf(orphans);
    }

    /** Reads it; one that begins now where there is none. */
    static PruneState read(Path directory, Instant now) {
        Path file = directory.resolve(NAME);
        try {
            return parse(Files.readString(file));
        } catch (NoSuchFileException e) {
            return new PruneState(now, Map.of());
        } catch (IOException | DateTimeException | FormatException | IllegalArgumentException e) {
            throw new OperationException("cannot read what earlier prunes have noted in " + file + ": " + FileError.words(e, file),
                    "Remove the file: the grace of packs that no index names then begins anew.", e);
        }
    }

    private static PruneState parse(String text) throws JsonProcessingException {
        JsonNode node = JSON.readTree(text);
        if (node.path("version").asInt() != 1) {
            throw new IllegalArgumentException("it is of version " + node.path("version") + ", known is 1");
        }
        Map<Id, Instant> orphans = new TreeMap<>();
        for (Map.Entry<String, JsonNode> entry : node.path("orphans").properties()) {
            orphans.put(Id.parse(entry.getKey()), Instant.parse(entry.getValue().asText()));
        }
        return new PruneState(Instant.parse(node.path("first").asText()), orphans);
    }

    /** The state with exactly these orphans, of which new ones are seen now. */
    PruneState seeing(Set<Id> present, Instant now) {
        Map<Id, Instant> seen = new TreeMap<>();
        present.forEach(pack -> seen.put(pack, orphans.getOrDefault(pack, now)));
        return new PruneState(first, seen);
    }

    /** Writes it in the place of the last one; on return it is on the disk. */
    void write(Path directory) {
        ObjectNode node = JSON.createObjectNode().put("version", 1).put("first", first.toString());
        ObjectNode packs = node.putObject("orphans");
        new TreeMap<>(orphans).forEach((pack, since) -> packs.put(pack.toString(), since.toString()));
        Path file = directory.resolve(NAME);
        try {
            Path temporary = Files.createTempFile(directory, NAME, "-tmp", PosixFilePermissions.asFileAttribute(PosixFilePermissions.fromString("rw-------")));
            try (FileChannel channel = FileChannel.open(temporary, StandardOpenOption.WRITE)) {
                for (ByteBuffer bytes = ByteBuffer.wrap(JSON.writeValueAsBytes(node)); bytes.hasRemaining();) {
                    channel.write(bytes);
                }
                channel.force(true);
            }
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new OperationException("cannot note in " + file + " what this prune has seen: " + FileError.words(e, file),
                    "Make room on the disk and the directory writable, and prune again.", e);
        }
    }
}
