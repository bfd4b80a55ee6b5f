package cerb.backup.repository;

import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import java.util.Objects;

/**
 * A snapshot with its name.
 *
 * @param id the name of its file
 * @param snapshot what it says
 */
public record StoredSnapshot(Id id, Snapshot snapshot) {
    /** Refuses nulls. */
    public StoredSnapshot {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(snapshot, "snapshot");
    }
}
