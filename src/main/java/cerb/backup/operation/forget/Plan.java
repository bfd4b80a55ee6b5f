package cerb.backup.operation.forget;

import cerb.backup.format.Id;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.StoredSnapshot;
import java.util.ArrayList;
import java.util.Collection;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;

/** What is to become of the snapshots that are considered: those for which there is a reason stay. For one thread. */
final class Plan {
    private final Map<Id, StoredSnapshot> considered = new LinkedHashMap<>();
    private final Map<Id, List<Reason>> keeps = new HashMap<>();
    private final Map<Id, String> removals = new HashMap<>();

    Plan(Collection<StoredSnapshot> snapshots) {
        snapshots.stream().sorted(RetentionPolicy.NEWEST_FIRST).forEach(stored -> considered.put(stored.id(), stored));
    }

    /** Adds a reason to keep a snapshot; nothing if that one is not considered. */
    void keep(StoredSnapshot stored, Reason reason) {
        if (considered.containsKey(stored.id())) {
            keeps.computeIfAbsent(stored.id(), id -> new ArrayList<>()).add(reason);
        }
    }

    /** Has a snapshot go in spite of what keeps it. */
    void remove(StoredSnapshot stored, String because) {
        keeps.remove(stored.id());
        removals.put(stored.id(), because);
    }

    /** Whether a snapshot is considered, and stays. */
    boolean keeps(StoredSnapshot stored) {
        return keeps.containsKey(stored.id());
    }

    /** Whether a snapshot is considered, and goes. */
    boolean removes(StoredSnapshot stored) {
        return considered.containsKey(stored.id()) && !keeps(stored);
    }

    /** Why a snapshot stays; empty if it goes. */
    List<Reason> reasons(StoredSnapshot stored) {
        return keeps.getOrDefault(stored.id(), List.of());
    }

    /** Why a snapshot goes, in words; empty where only nothing keeps it. */
    List<String> because(StoredSnapshot stored) {
        return removals.containsKey(stored.id()) ? List.of(removals.get(stored.id())) : List.of();
    }

    /** What stays, the newest first. */
    List<StoredSnapshot> kept() {
        return considered.values().stream().filter(this::keeps).toList();
    }

    /** What goes, the newest first. */
    List<StoredSnapshot> removed() {
        return considered.values().stream().filter(this::removes).toList();
    }
}
