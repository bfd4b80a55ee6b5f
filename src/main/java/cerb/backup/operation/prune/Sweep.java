package cerb.backup.operation.prune;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.Repository;
import cerb.backup.repository.index.Location;
import java.time.Instant;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/**
 * The part of a prune that removes, while nobody else works on the repository. What the plan says is looked at again first: since then
 * snapshots may have been written that need what nothing needed.
 */
final class Sweep {
    private final Repository repository;
    private final IndexedRepository index;
    private final UsedBlobs used;
    private final RemovalJournal journal;
    private final StageTimer stage;
    private final Map<Id, Long> present = new HashMap<>();
    /** Packs that stay and hold copies of what goes. */
    private final Set<Id> needed = new HashSet<>();

    /**
     * What has gone.
     *
     * @param packs   packs that the index named
     * @param orphans number of packs that it did not name
     * @param indexes number of index files replaced
     */
    record Removed(Set<Id> packs, long orphans, long indexes) { }

    Sweep(Repository repository, IndexedRepository index, UsedBlobs used, RemovalJournal journal, StageTimer stage) {
        this.repository = repository;
        this.index = index;
        this.used = used;
        this.journal = journal;
        this.stage = stage;
    }

    /**
     * Removes.
     *
     * @param plan  what was planned
     * @param packs packs of the index that may go, as it says, and out of which everything was copied
     * @param work  held while it lasts
     * @param now   the time that the removal record gets
     * @return the packs that have gone
     * @throws OperationException if somebody else has changed the index meanwhile, or something cannot be read; nothing was removed then
     */
    Removed run(PrunePlan plan, Set<Id> packs, ExclusiveWork work, Instant now) {
        index.refresh();
        // marks of an index that was built anew since know nothing of what came after it, and would call it missing
        demandUnchanged();
        used.add(UsedBlobs.snapshots(repository));
        index.listPacks(present::put);
        Set<Id> going = stillUnneeded(packs);
        List<Id> orphans = plan.orphans().stream().filter(orphan -> present.containsKey(orphan) && !index.containsPack(orphan)).toList();
        Set<Id> indexes = toReplace(plan, going);
        index.rewriteIndex(indexes, pack -> !going.contains(pack));
        List<Handle> remove = handles(FileType.INDEX, indexes);
        remove.addAll(handles(FileType.DATA, going));
        remove.addAll(handles(FileType.DATA, orphans));
        List<Handle> needs = handles(FileType.DATA, needed);
        needs.addAll(handles(FileType.INDEX, index.indexFileNames().stream().filter(file -> !plan.seen().contains(file) && !indexes.contains(file)).toList()));
        remove(new Removal(now, "prune", needs, remove), work);
        index.refresh();
        return new Removed(going, orphans.size(), indexes.size());
    }

    /** Index files written since the plan normally name new packs only. */
    private Set<Id> toReplace(PrunePlan plan, Set<Id> going) {
        Set<Id> replace = new HashSet<>(plan.replace());
        for (Id file : index.indexFileNames()) {
            if (!plan.seen().contains(file)) {
                index.readIndexFile(file, pack -> {
                    if (going.contains(pack.pack())) {
                        replace.add(file);
                    }
                });
            }
        }
        return replace;
    }

    private void demandUnchanged() {
        if (!used.isCurrent() || !index.damagedIndexFiles().isEmpty()) {
            throw new OperationException("cannot prune: the index was changed by another program since this prune was planned",
                    "Nothing was removed. Run prune again.");
        }
    }

    /**
     * The packs that may go even now. One that holds the last copy of something needed stays, and others that share blobs with it may go: since
     * the set only shrinks, what was decided with the larger one holds.
     */
    private Set<Id> stillUnneeded(Set<Id> packs) {
        Set<Id> going = new HashSet<>(packs);
        index.forEachPack((pack, blobs) -> {
            if (going.contains(pack) && !blobs.stream().allMatch(blob -> isNeedless(blob, going))) {
                going.remove(pack);
            }
        });
        return going;
    }

    private boolean isNeedless(PackedBlob blob, Set<Id> going) {
        return !used.contains(blob.handle()) || hasOtherCopy(blob.handle(), going);
    }

    private boolean hasOtherCopy(BlobHandle blob, Set<Id> going) {
        for (Location copy : index.copies(blob)) {
            if (!going.contains(copy.pack()) && present.getOrDefault(copy.pack(), 0L) >= copy.blob().end()) {
                needed.add(copy.pack());
                return true;
            }
        }
        return false;
    }

    private static List<Handle> handles(FileType type, Iterable<Id> names) {
        List<Handle> handles = new ArrayList<>();
        names.forEach(name -> handles.add(new Handle(type, name.toString())));
        return handles;
    }

    /** Index files first: as long as one of them is there, it must name nothing that has gone. */
    private void remove(Removal removal, ExclusiveWork work) {
        if (removal.remove().isEmpty()) {
            return;
        }
        work.demandHeld();
        journal.append(removal);
        long done = 0;
        for (Handle file : removal.remove()) {
            repository.backend().remove(file);
            stage.progress(new Progress(++done, removal.remove().size(), 0, 0));
        }
    }
}
