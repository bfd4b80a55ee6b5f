package cerb.backup.component.alert.told;

import cerb.backup.operation.marks.AtomicFile;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ArrayNode;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.List;
import java.util.stream.StreamSupport;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What a receiver was told of and has not been told to be over, in a file that restic ignores, replaced as a whole; as JSON:
 * <pre>
 * {"version":1,"told":[{"code":"sink-failed","subject":"offsite","severity":"WARNING","message":"...","remedy":"...","since":"2026-11-01T09:00:00Z","time":"2026-11-01T09:01:00Z"}]}
 * </pre>
 * The texts of errors are not kept. Losing the file does no harm but that what lasts is told anew, and what has ended is not told of, so nothing here fails what is being done. Not thread-safe.
 */
final class ToldFile {
    private static final Logger LOG = LoggerFactory.getLogger(ToldFile.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final int VERSION = 1;
    /** Some thousand problems; no program of ours has written more. */
    private static final long MOST_BYTES = 1 << 20;

    private final Path file;

    ToldFile(Path file) {
        this.file = file;
    }

    /**
     * One problem that was told.
     *
     * @param problem  in the words of then, without the texts of errors
     * @param severity as what it was told
     * @param told     when it was told last
     */
    record Entry(Problem problem, Problem.Severity severity, Instant told) { }

    /** Reads it; nothing where there is no file, or one that this program did not write, which the log says. */
    List<Entry> read() {
        try {
            long size = Files.size(file);
            if (size > MOST_BYTES) {
                throw new IOException("it has " + size + " bytes, the most is " + MOST_BYTES);
            }
            JsonNode node = JSON.readTree(Files.readAllBytes(file));
            if (node.path("version").asInt() != VERSION) {
                throw new IOException("it is of version " + node.path("version") + ", known is " + VERSION);
            }
            return StreamSupport.stream(node.path("told").spliterator(), false).map(ToldFile::entry).toList();
        } catch (NoSuchFileException e) {
            return List.of();
        } catch (IOException | DateTimeException | IllegalArgumentException e) {
            LOG.warn("cannot read {}, so problems that last are told anew, and none that has ended meanwhile: {}", file, e.toString());
            return List.of();
        }
    }

    private static Entry entry(JsonNode node) {
        Problem.Severity severity = Problem.Severity.valueOf(node.path("severity").asText());
        return new Entry(new Problem(node.path("code").asText(), node.path("subject").asText(), severity, node.path("message").asText(), "", node.path("remedy").asText(),
                Instant.parse(node.path("since").asText())), severity, Instant.parse(node.path("time").asText()));
    }

    /** Replaces it. That this fails is logged. */
    void write(List<Entry> entries) {
        try {
            AtomicFile.replace(file, json(entries).toString().getBytes(StandardCharsets.UTF_8));
        } catch (IOException e) {
            LOG.warn("cannot note in {} what was told, so a restart may tell it anew: {}", file, e.toString());
        }
    }

    private static ObjectNode json(List<Entry> entries) {
        ObjectNode json = JSON.createObjectNode().put("version", VERSION);
        ArrayNode told = json.putArray("told");
        entries.forEach(entry -> told.addObject().put("code", entry.problem.code()).put("subject", entry.problem.subject()).put("severity", entry.severity.name())
                .put("message", entry.problem.message()).put("remedy", entry.problem.remedy()).put("since", entry.problem.since().toString()).put("time", entry.told.toString()));
        return json;
    }
}
