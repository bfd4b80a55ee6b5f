package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.Repository;

/**
 * Tells an observer of packs that sinks have lost, and has stored again what the source still has of them.
 *
 * @param repository the packs'
 * @param observer   told
 */
public record ToldLosses(Repository repository, Observer observer) implements Losses {
    @Override
    public void damaged(Handle pack, String reason) {
        observer.found(Finding.damage("pack " + pack.name(), reason,
                "Remove that file there, but only where another sink has the pack: it is sent again when the sink is listed next."));
    }

    @Override
    public void lost(Handle pack, String reason) {
        repository.index().trust().distrust(Id.parse(pack.name()));
        observer.found(Finding.damage("pack " + pack.name(), reason,
                "What the source still has of it is stored again by the next run. Find out what removes files at the sinks."));
    }
}
