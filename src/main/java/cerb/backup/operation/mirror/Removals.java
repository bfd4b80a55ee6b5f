package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.removal.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.Iterator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.function.BooleanSupplier;

/** Which files may be removed at a sink, and which are there without anybody knowing why. */
final class Removals {
    /** In which types go: what a file needs goes only when the file is known to be gone. */
    private static final List<FileType> ORDER = List.of(FileType.KEY, FileType.SNAPSHOT, FileType.INDEX, FileType.DATA);

    private final List<Removal> records;
    private final Ledger ledger;

    Removals(List<Removal> records, Ledger ledger) {
        this.records = records;
        this.ledger = ledger;
    }

    /**
     * Removes at the sink what may go now, as long as the lock there is held. Ends at the first file that the sink does not let go: what it needs must stay as well.
     *
     * @param mayGoOn asked before each file; when it says no, the rest stays for another time
     * @return whether nothing is left that may go now
     * @throws PermanentException if the sink lets something not go, or if packs and indexes must stay for a snapshot there
     */
    boolean carryOut(Instant now, Duration delay, Backend local, Backend sink, SinkLock.Held lock, BooleanSupplier mayGoOn) {
        List<Handle> due = due(now, delay);
        boolean asked = false;
        for (FileType type : ORDER) {
            List<Handle> files = due.stream().filter(file -> file.type() == type).toList();
            if (!asked && !files.isEmpty() && isOfBlobs(type)) {
                demandSnapshotsAreKnown(local, sink);
                asked = true;
            }
            if (!remove(files, local, sink, lock, mayGoOn)) {
                return false;
            }
        }
        return true;
    }

    private static boolean isOfBlobs(FileType type) {
        return type == FileType.INDEX || type == FileType.DATA;
    }

    private boolean remove(List<Handle> files, Backend local, Backend sink, SinkLock.Held lock, BooleanSupplier mayGoOn) {
        Iterator<Handle> left = files.stream().filter(file -> !isThere(local, file)).iterator();
        sink.remove(left, () -> lock.isHeld() && mayGoOn.getAsBoolean(), ledger::removedAtSink);
        if (left.hasNext() && !lock.isHeld()) {
            throw new TransientException("the lock at " + sink.location() + " was lost");
        }
        return !left.hasNext();
    }

    /**
     * An order of a prune has regard to the snapshots that were here. One at the sink that is not here, and that no order names, may need what the order names: restic has forgotten it
     * here, or written it there. A snapshot that a later order names was here at the time of this one.
     */
    private void demandSnapshotsAreKnown(Backend local, Backend sink) {
        // the sink's first: what gets there meanwhile is here
        Set<Handle> there = SinkListing.snapshots(sink);
        Set<Handle> here = SinkListing.snapshots(local);
        Optional<Handle> unlisted = here.stream().filter(file -> ledger.isConfirmed(file) && !there.contains(file)).findFirst();
        if (unlisted.isPresent()) {
            throw new TransientException("the listing of " + sink.location() + " lacks " + unlisted.get() + ", so nothing is removed there");
        }
        Set<Handle> named = named();
        List<Handle> strange = there.stream().filter(file -> !here.contains(file) && !named.contains(file)).toList();
        if (!strange.isEmpty()) {
            throw new PermanentException(Plurals.words(strange.size(), "snapshot") + " at " + sink.location() + " may need it, not here and not removed by us, such as " + strange.get(0)
                    + ". What of that is to go has to be removed there with restic forget.");
        }
        if (there.isEmpty()) {
            throw new PermanentException("no snapshot is left at " + sink.location() + " that could show what is needed.");
        }
    }

    /** The order may have been written and not yet, or never, carried out here. */
    private static boolean isThere(Backend backend, Handle file) {
        try {
            backend.size(file);
            return true;
        } catch (NotFoundException e) {
            return false;
        }
    }

    /**
     * What may go now: named by a record that is old enough and whose replacements are confirmed, at the sink, and
     * not known to be here. The config is never removed.
     */
    private List<Handle> due(Instant now, Duration delay) {
        var named = new HashSet<Handle>();
        var superseded = new HashSet<Handle>();
        for (int i = records.size() - 1; i >= 0; i--) {
            Removal record = records.get(i);
            // what a record needs may itself have been replaced by a later one
            if (record.needs().stream().allMatch(file -> ledger.isConfirmed(file) || superseded.contains(file))) {
                superseded.addAll(record.remove());
                named.addAll(record.at().plus(delay).isAfter(now) ? Set.of() : record.remove());
            }
        }
        return ledger.foreign().stream().filter(file -> named.contains(file) && ORDER.contains(file.type()))
                // neighbours in a directory follow each other: the sink is asked for all of them at once whether they are gone
                .sorted(Comparator.comparing(Handle::path)).toList();
    }

    /** Whether something may go now. */
    boolean areDue(Instant now, Duration delay) {
        return !due(now, delay).isEmpty();
    }

    private Set<Handle> named() {
        var named = new HashSet<Handle>();
        records.forEach(record -> named.addAll(record.remove()));
        return named;
    }

    /** What is at the sink, not here, and in no record: never to be touched. */
    List<Handle> unexplained() {
        Set<Handle> named = named();
        return ledger.foreign().stream().filter(file -> !named.contains(file)).toList();
    }
}
