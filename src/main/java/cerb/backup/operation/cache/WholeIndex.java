package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Collectors;

/** Whether the index still names each pack that is away, as it did when the pack was dropped. Safe for use by several threads at once. */
public final class WholeIndex {
    private final Repository repository;
    private final AwayPacks away;
    private final RemovalJournal journal;

    /** Of a repository with its list of packs that are away, and its orders to remove. */
    public WholeIndex(Repository repository, AwayPacks away, RemovalJournal journal) {
        this.repository = repository;
        this.away = away;
        this.journal = journal;
    }

    /**
     * Reads index files that are new, and compares.
     *
     * @throws OperationException if entries were lost: an index like that must not be used, let alone get to a sink
     */
    public void demand() {
        Set<Handle> unnamed = unnamed();
        Optional<Handle> one = unnamed.stream().findFirst();
        if (one.isPresent()) {
            throw new OperationException("the index in " + repository.backend().location() + " does not name " + Plurals.words(unnamed.size(), "pack")
                    + " any more, of those kept at the sinks alone, such as " + one.get().path() + ": another program has emptied it, as \"restic repair index\" does."
                    + " Nothing is stored, pruned or sent to a sink like that, and no sink has lost anything",
                    "Run cerb-backup repair index, which brings the index back from a sink.");
        }
    }

    /**
     * Takes off the list of what is away what an order to remove names and the index does not, where a power cut has put it there again; on return that is on the disk. To be done
     * before orders are dropped: what explains those packs is then gone.
     */
    public void forgetRemoved() {
        Set<Handle> removed = unindexed();
        if (!removed.isEmpty()) {
            removed.retainAll(ordered());
            away.remove(removed, true);
        }
    }

    /** The packs that are away and that neither the index names nor an order to remove. */
    Set<Handle> unnamed() {
        Set<Handle> unnamed = unindexed();
        if (!unnamed.isEmpty()) {
            unnamed.removeAll(ordered());
        }
        return unnamed;
    }

    private Set<Handle> unindexed() {
        if (away.isEmpty()) {
            return Set.of();
        }
        IndexedRepository index = repository.index();
        index.refresh();
        var unindexed = new HashSet<>(away.all().keySet());
        unindexed.removeIf(pack -> index.containsPack(Id.parse(pack.name())));
        return unindexed;
    }

    /** What is to be removed, or was. */
    private Set<Handle> ordered() {
        return journal.read().stream().map(Removal::remove).flatMap(List::stream).collect(Collectors.toSet());
    }
}
