package cerb.backup.operation.forget;

import cerb.backup.format.Id;
import cerb.backup.operation.retention.Retention;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * What is to be forgotten.
 *
 * @param retention which snapshots stay
 * @param ids       beginnings of the ids of what goes, whatever the policy says; empty for what the policy does not keep
 * @param tagged    if not empty, only snapshots are considered that have all tags of one of its elements (restic's {@code --tag})
 * @param others    whether snapshots of others are considered too, in groups of their own
 * @param allowed   what ids may do
 * @param dryRun    whether nothing is removed
 */
public record ForgetOptions(Retention retention, List<String> ids, List<List<String>> tagged, boolean others, Set<Allow> allowed, boolean dryRun) {
    public ForgetOptions {
        Objects.requireNonNull(retention, "retention");
        ids = List.copyOf(ids);
        tagged = tagged.stream().map(List::copyOf).toList();
        allowed = Set.copyOf(allowed);
    }

    /** What a policy does not keep of our snapshots. */
    public static ForgetOptions by(Retention retention) {
        return new ForgetOptions(retention, List.of(), List.of(), false, Set.of(), false);
    }

    /** The same for exactly these ids. */
    public ForgetOptions ids(String... beginnings) {
        return new ForgetOptions(retention, List.of(beginnings), tagged, others, allowed, dryRun);
    }

    /** The same with what ids may do. */
    public ForgetOptions allow(Allow... what) {
        return new ForgetOptions(retention, ids, tagged, others, Set.of(what), dryRun);
    }

    /** Whether it takes away all of ours that the configured retention does not keep. */
    boolean isWhole(Retention configured) {
        return !dryRun && ids.isEmpty() && tagged.isEmpty() && retention.equals(configured);
    }

    /** Whether a snapshot that cannot be read is to go: named in full, as no beginning of an id says which one is meant. */
    boolean givesUp(Id unreadable) {
        return allowed.contains(Allow.DAMAGED) && ids.contains(unreadable.toString());
    }

    /** The same without removing anything. */
    public ForgetOptions dry(boolean dry) {
        return new ForgetOptions(retention, ids, tagged, others, allowed, dry);
    }
}
