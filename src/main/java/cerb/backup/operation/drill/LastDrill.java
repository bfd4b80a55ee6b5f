package cerb.backup.operation.drill;

import cerb.backup.backend.local.FileError;
import com.fasterxml.jackson.core.JsonProcessingException;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.DateTimeException;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The last drill, in a file of the repository's directory that restic ignores, so that it is known after a restart, and where no daemon runs. A machine that has
 * no repository, such as one that only rehearses, keeps none.
 */
public final class LastDrill {
    private static final Logger LOG = LoggerFactory.getLogger(LastDrill.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "cerb-backup.drill";

    private final Path file;

    /** That of the repository in this directory. */
    public LastDrill(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** Reads it; empty where there was no drill, or the file is damaged, which is logged. */
    public Optional<DrillResult> read() {
        if (!Files.exists(file)) {
            return Optional.empty();
        }
        try {
            return Optional.of(DrillJson.result(JSON.readTree(file.toFile())));
        } catch (IOException | IllegalArgumentException | DateTimeException e) {
            LOG.warn("the last drill is not known, since {} cannot be read: {}", file, e.getMessage());
            return Optional.empty();
        }
    }

    /** Writes it down. That this fails does not change how the drill ended, so it is logged. */
    void write(DrillReport report) {
        if (!Files.isDirectory(file.getParent())) {
            return;
        }
        try {
            Path temporary = file.resolveSibling(NAME + "-tmp");
            Files.writeString(temporary, json(report) + "\n");
            Files.move(temporary, file, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            LOG.warn("the drill cannot be written down in {}, so it will not be known after a restart: {}", file, FileError.words(e, file));
        }
    }

    private static String json(DrillReport report) throws JsonProcessingException {
        return JSON.writeValueAsString(DrillJson.of(report));
    }
}
