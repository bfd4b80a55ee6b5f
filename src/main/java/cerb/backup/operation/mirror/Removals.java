package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.TransientException;
import cerb.backup.operation.removal.Removal;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.HashSet;
import java.util.List;
import java.util.Set;

/** Which files may be removed at a sink, and which are there without anybody knowing why. */
final class Removals {
    private static final List<FileType> ORDER = List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA, FileType.KEY);

    private final List<Removal> records;
    private final Ledger ledger;

    Removals(List<Removal> records, Ledger ledger) {
        this.records = records;
        this.ledger = ledger;
    }

    /**
     * Removes at the sink what may go now, as long as the lock there is held. Ends at the first file that the sink does not let go: what it needs must stay as well.
     */
    void carryOut(Instant now, Duration delay, Backend local, Backend sink, SinkLock.Held lock) {
        for (Handle file : due(now, delay)) {
            if (!lock.isHeld()) {
                throw new TransientException("the lock at " + sink.location() + " was lost");
            }
            if (!isThere(local, file)) {
                sink.remove(file);
                ledger.removedAtSink(file);
            }
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

    /** What is at the sink, not here, and in no record: never to be touched. */
    List<Handle> unexplained() {
        var named = new HashSet<Handle>();
        records.forEach(record -> named.addAll(record.remove()));
        return ledger.foreign().stream().filter(file -> !named.contains(file)).toList();
    }
}
