package cerb.backup.operation.cache;

import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.Repository;
import java.util.Collection;
import java.util.List;

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
    public void ruined(Handle pack) {
        repository.index().trust().distrust(Id.parse(pack.name()));
        observer.found(Finding.damage("pack " + pack.name(), "is damaged at every sink that has it",
                "What the source still has of it is stored again by the next run. Have the disks there examined."));
    }

    @Override
    public void mended(Handle pack) {
        repository.index().trust().restore(Id.parse(pack.name()));
    }

    @Override
    public void lost(Collection<Handle> packs) {
        repository.index().trust().lose(ids(packs));
        String first = packs.iterator().next().name();
        observer.found(Finding.damage("pack " + first, "is not here, and no sink has it" + (packs.size() == 1 ? "" : "; so it is with " + (packs.size() - 1) + " others"),
                "What the source still has of it is stored again by the next run. Find out what removes files at the sinks."));
    }

    @Override
    public void regained(Collection<Handle> packs) {
        repository.index().trust().regain(ids(packs));
    }

    private static List<Id> ids(Collection<Handle> packs) {
        return packs.stream().map(pack -> Id.parse(pack.name())).toList();
    }
}
