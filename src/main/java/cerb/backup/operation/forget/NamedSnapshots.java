package cerb.backup.operation.forget;

import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.retention.Kept;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.operation.retention.SnapshotGroup;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.stream.Stream;

/** Plans that exactly what was named goes, unless that must be allowed and is not. */
final class NamedSnapshots {
    private final RetentionPolicy policy;
    private final Instant now;
    private final GoodSnapshots good;
    private final Set<Allow> allowed;

    NamedSnapshots(RetentionPolicy policy, Instant now, GoodSnapshots good, Set<Allow> allowed) {
        this.policy = policy;
        this.now = now;
        this.good = good;
        this.allowed = allowed;
    }

    /**
     * Plans.
     *
     * @param named what is to go
     * @param ours  all of ours, be they named or not
     * @throws OperationException if that would take what must stay
     */
    Plan plan(Collection<StoredSnapshot> named, Collection<StoredSnapshot> ours) {
        List<StoredSnapshot> left = ours.stream().filter(stored -> !named.contains(stored)).toList();
        if (!ours.isEmpty() && left.isEmpty()) {
            throw new OperationException("no snapshot is forgotten, because none of " + ours.size() + " would be left", "Name fewer.");
        }
        if (!allowed.contains(Allow.PINNED)) {
            demandNoneTagged(named);
        }
        if (!allowed.contains(Allow.LAST)) {
            Stream.of(Tags.RECOVERY_POINT, Tags.CHECKPOINT).forEach(kind -> demandGoodLeft(kind, ours, left));
        }
        if (!allowed.contains(Allow.GAP)) {
            SnapshotGroup.group(ours).values().forEach(group -> demandNoGap(group, left));
        }
        return new Plan(named);
    }

    private void demandNoneTagged(Collection<StoredSnapshot> named) {
        for (StoredSnapshot stored : named) {
            policy.tags().stream().filter(stored.snapshot().tags()::containsAll).findFirst().ifPresent(tags -> {
                throw refused("snapshot " + describe(stored) + " has the tag " + String.join(",", tags) + ", which keeps it", Allow.PINNED);
            });
        }
    }

    private void demandGoodLeft(String kind, Collection<StoredSnapshot> ours, List<StoredSnapshot> left) {
        Optional<StoredSnapshot> before = good.newest(ours, kind);
        if (before.isPresent() && left.contains(before.get())) {
            return;
        }
        if (before.isPresent()) {
            throw refused("snapshot " + describe(before.get()) + " is the last good " + kind, Allow.LAST);
        }
        if (ours.stream().anyMatch(stored -> GoodSnapshots.isComplete(stored, kind) && !left.contains(stored))) {
            throw refused("none of the complete snapshots of the kind " + kind + " can be read, so that the last good one cannot be told", Allow.LAST);
        }
    }

    private void demandNoGap(List<StoredSnapshot> group, List<StoredSnapshot> left) {
        List<Instant> leftTimes = group.stream().filter(left::contains).map(NamedSnapshots::time).toList();
        List<StoredSnapshot> past = group.stream().filter(stored -> !good.isFuture(stored)).toList();
        for (Kept kept : policy.apply(past, now)) {
            Instant time = time(kept.snapshot());
            kept.reasons().stream().filter(Reason::isForPeriod)
                    .filter(reason -> leftTimes.stream().noneMatch(other -> reason.bucket().same(other, time)))
                    .findFirst().ifPresent(reason -> {
                        throw refused("of " + reason.bucket().period(time) + " none would be left, which is a gap in the timeline: snapshot "
                                + describe(kept.snapshot()) + " is kept as " + reason.text(), Allow.GAP);
                    });
        }
    }

    private static Instant time(StoredSnapshot stored) {
        return stored.snapshot().time();
    }

    private static String describe(StoredSnapshot stored) {
        return stored.id().shortName() + " of " + time(stored);
    }

    private static OperationException refused(String reason, Allow word) {
        return new OperationException("no snapshot is forgotten, because " + reason, "If that is what you want, add --unsafe-allow " + word.word() + ".");
    }
}
