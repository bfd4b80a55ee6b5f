package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.backend.TransientException;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;

/** Lists both sides in the order that keeps a pass closed. */
final class SinkListing {
    /** The other way round than files are written: whatever is listed, what it needs is listed after it. */
    private static final List<FileType> READING_ORDER = List.of(FileType.SNAPSHOT, FileType.INDEX, FileType.DATA, FileType.KEY, FileType.CONFIG);
    private static final int DOUBTS = 8;

    private final Backend local;
    private final Backend sink;
    private final Ledger ledger;

    SinkListing(Backend local, Backend sink, Ledger ledger) {
        this.local = local;
        this.sink = sink;
        this.ledger = ledger;
    }

    /** Makes the ledger agree with both sides; answers how many files that the sink had confirmed are no longer there. */
    int take() {
        long mark = ledger.mark();
        Map<Handle, Long> before = ledger.confirmed();
        Map<Handle, Long> there = list(sink);
        List<Handle> missing = before.keySet().stream().filter(file -> !there.containsKey(file)).toList();
        missing.stream().limit(DOUBTS).forEach(this::refuseIfThere);
        ledger.listed(mark, there, list(local));
        return missing.size();
    }

    /** A listing is no proof of absence: stores answer late, partly, or with nothing at all. */
    private void refuseIfThere(Handle file) {
        try {
            sink.size(file);
        } catch (NotFoundException e) {
            return;
        }
        throw new TransientException("the listing of " + sink.location() + " lacks " + file + ", which is there; it is asked for again");
    }

    /** The snapshots of one side as of now. */
    static Set<Handle> snapshots(Backend backend) {
        var files = new HashSet<Handle>();
        backend.list(FileType.SNAPSHOT, (file, size) -> files.add(file));
        return files;
    }

    private static Map<Handle, Long> list(Backend backend) {
        var files = new HashMap<Handle, Long>();
        for (FileType type : READING_ORDER) {
            backend.list(type, files::put);
        }
        return files;
    }
}
