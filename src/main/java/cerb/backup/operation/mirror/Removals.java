package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.operation.removal.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Optional;
import java.util.Set;

/** Which files may be removed at a sink, and which are there without anybody knowing why. */
final class Removals {
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
     * @throws PermanentException if the sink lets something not go, or if packs and indexes must stay for a snapshot there
     */
    void carryOut(Instant now, Duration delay, Backend local, Backend sink, SinkLock.Held lock) {
        List<Handle> due = due(now, delay);
        remove(due.stream().filter(file -> !isOfBlobs(file)).toList(), local, sink, lock);
        List<Handle> blobs = due.stream().filter(Removals::isOfBlobs).toList();
        if (!blobs.isEmpty()) {
            demandSnapshotsAreKnown(local, sink);
            remove(blobs, local, sink, lock);
        }
    }

    private static boolean isOfBlobs(Handle file) {
        return file.type() == FileType.INDEX || file.type() == FileType.DATA;
    }

    private void remove(List<Handle> files, Backend local, Backend sink, SinkLock.Held lock) {
        for (Handle file : files) {
            if (!lock.isHeld()) {
                throw new TransientException("the lock at " + sink.location() + " was lost");
            }
            if (!isThere(local, file)) {
                sink.remove(file);
                ledger.removedAtSink(file);
            }
        }
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
            throw new PermanentException(strange.size() + " snapshots at " + sink.location() + " are not here and were not removed by us, such as " + strange.get(0)
                    + ", and may need it. If they are to go, remove them there with restic forget.");
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
     * What may go now, in the order it must go: named by a record that is old enough and whose replacements are confirmed, at the sink, and
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
                .sorted(Comparator.comparing(file -> ORDER.indexOf(file.type()))).toList();
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
