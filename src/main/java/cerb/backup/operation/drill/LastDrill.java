package cerb.backup.operation.drill;

import cerb.backup.backend.local.FileError;
import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.time.Instant;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last drill, in a file of the repository's directory that restic ignores, so that it is known after a restart, and where no daemon runs; and beside it, in {@code judged},
 * the last one of each source that passed or failed, and when the last one {@code passed}. A machine that has no repository, such as one that only rehearses, keeps none.
 */
public final class LastDrill {
    private static final Logger LOG = LoggerFactory.getLogger(LastDrill.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "cerb-backup.drill";
    private static final String JUDGED = "judged";
    private static final String PASSED = "passed";

    private final Path file;

    /** That of the repository in this directory. */
    public LastDrill(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** Reads it; empty where there was no drill, or the file is damaged, which is logged. */
    public Optional<DrillResult> read() {
        return Optional.ofNullable(drills(written()).last());
    }

    /** Reads all that is known of drills from the local repository and from these sinks; what others came to that were sinks once is left out. Damage as in {@link #read()}. */
    public Drills read(Collection<String> sinks) {
        Drills all = drills(written());
        Map<String, DrillResult> judged = new TreeMap<>(all.judged());
        judged.keySet().removeIf(source -> !isOurs(source, sinks));
        return new Drills(all.last(), judged, all.passed());
    }

    private static boolean isOurs(String source, Collection<String> sinks) {
        return source.equals(DrillOptions.LOCAL) || sinks.contains(source);
    }

    /** Null where nothing is written that can be understood. */
    private JsonNode written() {
        if (!Files.exists(file)) {
            return null;
        }
        try {
            JsonNode json = JSON.readTree(file.toFile());
            drills(json);
            return json;
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("the last drill is not known, since {} cannot be read: {}", file, e.getMessage());
            return null;
        }
    }

    private static Drills drills(JsonNode json) {
        if (json == null) {
            return Drills.NONE;
        }
        Map<String, DrillResult> judged = new TreeMap<>();
        judged(json).forEach((source, report) -> judged.put(source, DrillJson.result(report)));
        return new Drills(DrillJson.result(json), judged, passed(json).map(Instant::parse).orElse(null));
    }

    /** Older versions wrote the last drill alone. */
    private static Map<String, JsonNode> judged(JsonNode json) {
        Map<String, JsonNode> judged = new TreeMap<>();
        if (json.has(JUDGED)) {
            json.path(JUDGED).properties().forEach(drill -> judged.put(drill.getKey(), drill.getValue()));
        } else if (DrillJson.result(json).outcome() != Outcome.REFUSED) {
            judged.put(json.path("sink").asText(), json);
        }
        return judged;
    }

    private static Optional<String> passed(JsonNode json) {
        return json.has(JUDGED) ? Optional.ofNullable(json.path(PASSED).textValue())
                : Optional.of(json.path("at").asText()).filter(at -> DrillJson.result(json).outcome() == Outcome.PASSED);
    }

    /** Writes it down; of the others, what those from these sinks came to stays. That this fails does not change how the drill ended, so it is logged. */
    void write(DrillReport report, Collection<String> sinks) {
        if (!Files.isDirectory(file.getParent())) {
            return;
        }
        try {
            Path temporary = file.resolveSibling(NAME + "-tmp");
            Files.writeString(temporary, json(report, sinks) + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the drill cannot be written down in {}, so it will not be known after a restart: {}", file, FileError.words(e, file));
        }
    }

    /** With the whole reports of those that were judged: they are the evidence, whatever came after them. */
    private String json(DrillReport report, Collection<String> sinks) throws JsonProcessingException {
        DrillResult result = report.result();
        JsonNode before = written();
        Map<String, JsonNode> judged = before == null ? new TreeMap<>() : judged(before);
        String passed = before == null ? null : passed(before).orElse(null);
        judged.keySet().removeIf(source -> !isOurs(source, sinks));
        ObjectNode json = DrillJson.of(report);
        if (isOurs(result.sink(), sinks) && result.outcome() != Outcome.REFUSED) {
            judged.put(result.sink(), json.deepCopy());
            passed = result.outcome() == Outcome.PASSED ? json.path("at").asText() : passed;
        }
        json.putObject(JUDGED).setAll(judged);
        return JSON.writeValueAsString(json.put(PASSED, passed));
    }
}
