package cerb.backup.operation.removal;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.Repository;
import cerb.backup.repository.StoredSnapshot;
import java.time.Clock;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;

/**
 * Snapshots that another program has written anew under another id, as restic's {@code tag} and {@code rewrite --forget} do, whose old files are left at a sink. restic notes
 * in the new one of which it is a copy ({@code original}). That, and the same root directory, is as good as an order: nothing is lost with the old one. Absence alone is none.
 */
public final class RewrittenSnapshots {
    /** What is written down as having given the order. */
    static final String BY = "rewrite";
    /** Snapshots read at a sink after one listing; each takes a request. */
    private static final int MOST_READ = 1000;

    private final Repository repository;
    private final Clock clock;

    /** Looks for copies among the snapshots of the local repository. */
    public RewrittenSnapshots(Repository repository, Clock clock) {
        this.repository = repository;
        this.clock = clock;
    }

    /**
     * The order to remove those at a sink that have a copy here.
     *
     * @param sink    where they are
     * @param strange snapshots that are there, not here, and that no order names
     * @return empty where none has a copy
     * @throws cerb.backup.backend.BackendException if one side cannot be asked
     */
    public Optional<Removal> order(Backend sink, List<Handle> strange) {
        List<StoredSnapshot> copies = repository.snapshots((id, problem) -> { }).stream().filter(stored -> stored.snapshot().original() != null).toList();
        if (copies.isEmpty()) {
            return Optional.empty();
        }
        List<Handle> needs = new ArrayList<>();
        List<Handle> remove = new ArrayList<>();
        for (Handle old : strange.stream().limit(MOST_READ).toList()) {
            read(sink, old).flatMap(stored -> copies.stream().filter(copy -> isCopy(copy.snapshot(), stored)).findFirst()).ifPresent(copy -> {
                needs.add(new Handle(FileType.SNAPSHOT, copy.id().toString()));
                remove.add(old);
            });
        }
        return remove.isEmpty() ? Optional.empty() : Optional.of(new Removal(clock.instant(), BY, needs, remove));
    }

    /** One that cannot be read is left alone. */
    private Optional<StoredSnapshot> read(Backend sink, Handle old) {
        try {
            return repository.snapshotAt(sink, Id.parse(old.name()));
        } catch (CorruptException e) {
            return Optional.empty();
        }
    }

    /** Copies of copies name the first of all. Which of two of them is the newer is not written down: what goes with the wrong one is tags alone. */
    private static boolean isCopy(Snapshot copy, StoredSnapshot old) {
        return copy.tree().equals(old.snapshot().tree()) && (copy.original().equals(old.id()) || copy.original().equals(old.snapshot().original()));
    }
}
