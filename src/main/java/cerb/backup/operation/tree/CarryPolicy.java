package cerb.backup.operation.tree;

import cerb.backup.format.tree.Node;
import cerb.backup.storage.RelativePath;
import java.time.Instant;
import java.util.function.BiPredicate;

/** Decides about files that a base tree holds and the directory does not. */
public final class CarryPolicy {
    private final boolean carries;
    private final CarriedFiles listed;
    private final BiPredicate<RelativePath, Node> goneBefore;

    private CarryPolicy(boolean carries, CarriedFiles listed, BiPredicate<RelativePath, Node> goneBefore) {
        this.carries = carries;
        this.listed = listed;
        this.goneBefore = goneBefore;
    }

    /** Nothing is carried: a dump is about to be taken, and all that has vanished, vanished before it. */
    public static CarryPolicy dropAll() {
        return new CarryPolicy(false, CarriedFiles.NONE, (path, node) -> true);
    }

    /** All objects are carried; {@code listed} tells since when those are that the base tree carries already. */
    public static CarryPolicy carryAll(CarriedFiles listed) {
        return new CarryPolicy(true, listed, (path, node) -> false);
    }

    /**
     * The walk after a dump: what was there when the run began is carried; and of what only a checkpoint taken meanwhile holds, all but
     * that which had vanished when the run began.
     *
     * @param goneBefore whether the snapshot before the run held exactly this file, so that it had vanished when the run began
     */
    public static CarryPolicy afterDump(CarriedFiles listedByCheckpoint, BiPredicate<RelativePath, Node> goneBefore) {
        return new CarryPolicy(true, listedByCheckpoint, goneBefore);
    }

    boolean keeps(RelativePath path, Node node, boolean inFirstBase) {
        return carries && (inFirstBase || !goneBefore.test(path, node));
    }

    Instant since(RelativePath path, Instant now) {
        return listed.since().getOrDefault(path, now);
    }

    CarriedFiles listed() {
        return carries ? listed : CarriedFiles.NONE;
    }
}
