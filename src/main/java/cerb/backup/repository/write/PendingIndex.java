package cerb.backup.repository.write;

import cerb.backup.format.IndexFile;
import cerb.backup.format.IndexFile.IndexedPack;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.function.Consumer;

/**
 * The packs that are durable and that no index names yet. They are indexed when they hold 50,000 blobs, are 128, or the first of them is ten
 * minutes old, so that an interrupted first backup is taken up where it was, and packs of a long one can be dropped where sinks alone keep them.
 * Safe for use by several threads.
 */
final class PendingIndex {
    private static final Duration FULL_AGE = Duration.ofMinutes(10);
    private static final int FULL_PACKS = 128;

    private final Clock clock;
    private final Consumer<List<IndexedPack>> save;
    private List<IndexedPack> packs = new ArrayList<>();
    private int blobs;
    private Instant first;

    /** Makes an empty one; {@code save} writes an index file and returns when it is durable. */
    PendingIndex(Clock clock, Consumer<List<IndexedPack>> save) {
        this.clock = clock;
        this.save = save;
    }

    /** Adds a durable pack, and saves if it is time to. */
    synchronized void add(IndexedPack pack) {
        if (packs.isEmpty()) {
            first = clock.instant();
        }
        packs.add(pack);
        blobs += pack.blobs().size();
        if (blobs >= IndexFile.FULL_BLOBS || packs.size() >= FULL_PACKS || !clock.instant().isBefore(first.plus(FULL_AGE))) {
            save();
        }
    }

    /** Saves what is pending; without anything pending, nothing is written. If it fails, all stays pending. */
    synchronized void save() {
        if (!packs.isEmpty()) {
            save.accept(packs);
            packs = new ArrayList<>();
            blobs = 0;
        }
    }
}
