package cerb.backup.operation.retention;

import cerb.backup.repository.StoredSnapshot;
import java.util.Collection;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.stream.Collectors;

/**
 * What snapshots must have in common to be told apart by their times alone (restic's {@code --group-by host,paths}).
 *
 * @param host  where they are from
 * @param paths what they hold, sorted
 */
public record SnapshotGroup(String host, List<String> paths) {
    public SnapshotGroup {
        paths = paths.stream().sorted().toList();
    }

    /** The group of a snapshot. */
    public static SnapshotGroup of(StoredSnapshot stored) {
        return new SnapshotGroup(stored.snapshot().hostname(), stored.snapshot().paths());
    }

    /** Snapshots by their groups; inside a group they stay in their order. */
    public static Map<SnapshotGroup, List<StoredSnapshot>> group(Collection<StoredSnapshot> snapshots) {
        return snapshots.stream().collect(Collectors.groupingBy(SnapshotGroup::of, LinkedHashMap::new, Collectors.toList()));
    }
}
