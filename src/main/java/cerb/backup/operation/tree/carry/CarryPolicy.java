package cerb.backup.operation.tree.carry;

import cerb.backup.format.tree.Node;
import cerb.backup.storage.RelativePath;
import java.time.Instant;
import java.util.function.BiPredicate;

/** Decides about files that a base tree holds and the directory does not. */
public final class CarryPolicy {
    private final boolean carries;
    private final CarriedFiles listed;
    private final BiPredicate<RelativePath, Node> goneBefore;
    private final Instant dropped;

    private CarryPolicy(boolean carries, CarriedFiles listed, BiPredicate<RelativePath, Node> goneBefore, Instant dropped) {
        this.carries = carries;
        this.listed = listed;
        this.goneBefore = goneBefore;
        this.dropped = dropped;
    }

    /** Nothing is carried: a dump is about to be taken, and all that has vanished, vanished before it. */
    public static CarryPolicy dropAll() {
        return new CarryPolicy(false, CarriedFiles.NONE, (path, node) -> true, Instant.MAX);
    }

    /** All objects are carried; {@code listed} tells since when those are that the base tree carries already. */
    public static CarryPolicy carryAll(CarriedFiles listed) {
        return new CarryPolicy(true, listed, (path, node) -> false, Instant.MIN);
    }

    /**
     * What is listed since before a moment leaves the tree, all else is carried: the dump that is about to be taken is older than this walk, by how much nobody knows
     * beforehand, but not older than that moment.
     */
    public static CarryPolicy dropBefore(Instant moment, CarriedFiles listed) {
        return new CarryPolicy(true, listed, (path, node) -> false, moment);
    }

    /**
     * The walk after a dump: what was there when the run began is carried; and of what only a checkpoint taken meanwhile holds, all but
     * that which had vanished when the run began.
     *
     * @param goneBefore whether the snapshot before the run held exactly this file, so that it had vanished when the run began
     */
    public static CarryPolicy afterDump(CarriedFiles listedByCheckpoint, BiPredicate<RelativePath, Node> goneBefore) {
        return new CarryPolicy(true, listedByCheckpoint, goneBefore, Instant.MIN);
    }

    /** Whether a file that has gone stays in the tree; {@code inFirstBase} is whether the first of the trees that are the base has it. */
    public boolean keeps(RelativePath path, Node node, boolean inFirstBase) {
        return carries && !since(path, Instant.MAX).isBefore(dropped) && (inFirstBase || !goneBefore.test(path, node));
    }

    /** Since when a file is carried: {@code now} where it was not until now. */
    public Instant since(RelativePath path, Instant now) {
        return listed.since().getOrDefault(path, now);
    }

    /** The files that were carried already. */
    public CarriedFiles listed() {
        return carries ? listed : CarriedFiles.NONE;
    }
}
