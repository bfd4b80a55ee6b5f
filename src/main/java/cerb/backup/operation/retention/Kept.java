package cerb.backup.operation.retention;

import cerb.backup.repository.StoredSnapshot;
import java.util.List;

/**
 * A snapshot that a policy keeps.
 *
 * @param snapshot the snapshot
 * @param reasons  why, at least one
 */
public record Kept(StoredSnapshot snapshot, List<Reason> reasons) {
    public Kept {
        reasons = List.copyOf(reasons);
    }
}
