package cerb.backup.operation.prune;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.stream.Collectors;

/**
 * Packs that no index names: left by writers that were cut off, or by a prune that was, or being written at this moment by a program whose
 * locks we do not see (restic#3732, restic#4262). So one goes only after it has been seen as such for the grace period, unless a removal record of
 * ours names it.
 */
final class Orphans {
    private final Path directory;
    private final RemovalJournal journal;
    private final Instant now;
    private PruneState state;

    Orphans(Path directory, RemovalJournal journal, Instant now) {
        this.directory = directory;
        this.journal = journal;
        this.now = now;
        this.state = PruneState.read(directory, now);
    }

    /**
     * Which may go.
     *
     * @param due     those that may
     * @param waiting number of those that may not yet
     */
    record Split(List<Id> due, long waiting) { }

    /** When the first prune looked at the repository. */
    Instant first() {
        return state.first();
    }

    /** Takes notice of the orphans there are, and tells which may go. */
    Split split(Set<Id> orphans, Duration grace) {
        state = state.seeing(orphans, now);
        Set<Id> ordered = orphans.isEmpty() ? Set.of() : ordered();
        List<Id> due = new ArrayList<>();
        for (Id orphan : orphans) {
            if (ordered.contains(orphan) || !state.orphans().get(orphan).plus(grace).isAfter(now)) {
                due.add(orphan);
            }
        }
        return new Split(due, orphans.size() - due.size());
    }

    private Set<Id> ordered() {
        return journal.read().stream().map(Removal::remove).flatMap(List::stream)
                .filter(handle -> handle.type() == FileType.DATA).map(Handle::name).map(Id::parse).collect(Collectors.toSet());
    }

    /** Keeps the notice for the next prune. */
    void save() {
        state.write(directory);
    }
}
