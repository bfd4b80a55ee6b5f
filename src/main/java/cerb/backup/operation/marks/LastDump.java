package cerb.backup.operation.marks;

import cerb.backup.backend.local.FileError;
import cerb.backup.format.Id;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Manifest;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import com.fasterxml.jackson.databind.JsonNode;
import com.fasterxml.jackson.databind.ObjectMapper;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.NoSuchFileException;
import java.nio.file.Path;
import java.util.Optional;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * What the newest recovery point that was written here says of its dump, beside the repository: whoever only wants to know that need not load an index of a million blobs. As JSON
 * {@code {"snapshot":"0123...","manifest":{...}}}, the manifest with its database alone. Thread-safe.
 */
public final class LastDump implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(LastDump.class);
    private static final ObjectMapper JSON = new ObjectMapper();
    private static final String NAME = "cerb-backup.dump";

    private final Path file;

    /** That of the repository in this directory. */
    public LastDump(Path repositoryDirectory) {
        this.file = repositoryDirectory.resolve(NAME);
    }

    /** What is known of the dump in this snapshot; empty where another recovery point was written last, or nothing that can be read is known. */
    public Optional<DatabasePart> of(Id snapshot) {
        try {
            if (Files.size(file) > Manifest.LONGEST) {
                return Optional.empty();
            }
            JsonNode json = JSON.readTree(Files.readAllBytes(file));
            return json.path("snapshot").asText().equals(snapshot.toString())
                    ? Optional.ofNullable(Manifest.read(JSON.writeValueAsBytes(json.path("manifest"))).database()) : Optional.empty();
        } catch (NoSuchFileException e) {
            return Optional.empty();
        } catch (IOException e) {
            LOG.warn("cannot read {}, so the repository is asked: {}", file, FileError.words(e, file));
            return Optional.empty();
        }
    }

    /** Losing it costs nothing but time, so that it cannot be written is only logged. */
    @Override
    public synchronized void committed(RecoveryPointResult result) {
        if (result.database() == null) {
            return;
        }
        try {
            AtomicFile.replace(file, json(result));
        } catch (IOException e) {
            LOG.warn("cannot note in {} what was dumped: {}", file, FileError.words(e, file));
        }
    }

    private static byte[] json(RecoveryPointResult result) throws IOException {
        byte[] manifest = new Manifest(Manifest.SCHEMA, "", "", result.database(), null, null).write();
        return JSON.writeValueAsBytes(JSON.createObjectNode().put("snapshot", result.snapshot().toString()).set("manifest", JSON.readTree(manifest)));
    }
}
