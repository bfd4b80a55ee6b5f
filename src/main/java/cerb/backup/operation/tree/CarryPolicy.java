package cerb.backup.operation.tree;

import cerb.backup.storage.RelativePath;
import java.time.Instant;

/** Decides about files that a base tree holds and the directory does not. */
public final class CarryPolicy {
    private final boolean carries;
    private final CarriedFiles listed;
    private final Instant dumpMayBeBefore;

    private CarryPolicy(boolean carries, CarriedFiles listed, Instant dumpMayBeBefore) {
        this.carries = carries;
        this.listed = listed;
        this.dumpMayBeBefore = dumpMayBeBefore;
    }

    /** Nothing is carried: a dump is about to be taken, and all that has vanished, vanished before it. */
    public static CarryPolicy dropAll() {
        return new CarryPolicy(false, CarriedFiles.NONE, Instant.MAX);
    }

    /** All objects are carried; {@code listed} tells since when those are that the base tree carries already. */
    public static CarryPolicy carryAll(CarriedFiles listed) {
        return new CarryPolicy(true, listed, Instant.MIN);
    }

    /**
     * The walk after a dump: what was there when the run began is carried; and of what only a checkpoint taken meanwhile holds, that whose
     * absence was not yet noticed when the run began.
     */
    public static CarryPolicy afterDump(CarriedFiles listedByCheckpoint, Instant runBegan) {
        return new CarryPolicy(true, listedByCheckpoint, runBegan);
    }

    boolean keeps(RelativePath path, boolean inFirstBase) {
        Instant since = listed.since().get(path);
        return carries && (inFirstBase || since == null || since.isAfter(dumpMayBeBefore));
    }

    Instant since(RelativePath path, Instant now) {
        return listed.since().getOrDefault(path, now);
    }

    CarriedFiles listed() {
        return carries ? listed : CarriedFiles.NONE;
    }
}
