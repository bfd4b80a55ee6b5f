package cerb.backup.operation.prune;

import cerb.backup.format.Id;
import java.nio.file.Path;
import java.time.Instant;
import java.util.Map;

/** The reader of what prunes remember, for those who feed it what nobody should. */
public final class PruneStateParser {
    /** The file that is read. */
    public static final String NAME = PruneState.NAME;

    private PruneStateParser() {}

    /** Reads that of a directory; throws OperationException where it is none. */
    public static void read(Path directory) {
        PruneState.read(directory, Instant.EPOCH);
    }

    /** Writes one that remembers something. */
    public static void writeExample(Path directory, Map<Id, Instant> orphans) {
        new PruneState(Instant.parse("2026-11-23T10:00:00Z"), orphans).write(directory);
    }
}
