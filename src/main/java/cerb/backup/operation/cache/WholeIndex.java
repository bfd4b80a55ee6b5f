package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import java.util.HashSet;
import java.util.Optional;
import java.util.Set;

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

    /** The packs that are away and that neither the index names nor an order to remove. */
    Set<Handle> unnamed() {
        if (away.isEmpty()) {
            return Set.of();
        }
        IndexedRepository index = repository.index();
        index.refresh();
        var unnamed = new HashSet<>(away.all().keySet());
        unnamed.removeIf(pack -> index.containsPack(Id.parse(pack.name())));
        if (!unnamed.isEmpty()) {
            journal.read().forEach(removal -> unnamed.removeAll(new HashSet<>(removal.remove())));
        }
        return unnamed;
    }
}
