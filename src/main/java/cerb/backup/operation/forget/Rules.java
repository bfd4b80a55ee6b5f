package cerb.backup.operation.forget;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Kept;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.operation.retention.SnapshotGroup;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.List;
import java.util.Optional;
import java.util.stream.Stream;

/** Plans by the policy and the rules beyond it; which these are says the package. */
final class Rules {
    private final RetentionPolicy policy;
    private final Instant now;
    private final GoodSnapshots good;
    private final Findings findings;

    Rules(RetentionPolicy policy, Instant now, GoodSnapshots good, Findings findings) {
        this.policy = policy;
        this.now = now;
        this.good = good;
        this.findings = findings;
    }

    /**
     * Says of each snapshot why it stays.
     *
     * @param considered what may go
     * @param all        these and those besides them that are not considered, among which the newest good ones are looked for
     */
    Plan plan(Collection<StoredSnapshot> considered, Collection<StoredSnapshot> all) {
        Plan plan = new Plan(considered);
        SnapshotGroup.group(considered).values().forEach(group -> {
            List<StoredSnapshot> future = group.stream().filter(good::isFuture).toList();
            List<StoredSnapshot> past = group.stream().filter(stored -> !good.isFuture(stored)).toList();
            apply(past, plan);
            keepFuture(future, plan);
        });
        SnapshotGroup.group(all).values().forEach(group -> keepNewest(group, plan));
        return plan;
    }

    private void apply(List<StoredSnapshot> past, Plan plan) {
        add(policy.apply(past, now), plan);
        List<StoredSnapshot> points = past.stream().filter(stored -> GoodSnapshots.isComplete(stored, Tags.RECOVERY_POINT)).toList();
        add(policy.apply(points, now, "recovery point"), plan);
    }

    private static void add(List<Kept> kept, Plan plan) {
        kept.forEach(each -> each.reasons().forEach(reason -> plan.keep(each.snapshot(), reason)));
    }

    /** Those that the policy keeps among themselves are the last to go when there are too many. */
    private void keepFuture(List<StoredSnapshot> future, Plan plan) {
        if (future.isEmpty()) {
            return;
        }
        future.forEach(stored -> plan.keep(stored, new Reason("dated in the future", Bucket.LAST)));
        Instant end = future.stream().map(stored -> stored.snapshot().time()).max(Instant::compareTo).orElseThrow().plusSeconds(1);
        add(policy.apply(future, end), plan);
        findings.add(Finding.note("clock", Plurals.are(future.size(), "snapshot") + " dated in the future, up to " + end.minusSeconds(1) + ", while it is " + now
                + ": what is dated so stays, and takes no other's place. If the clock is right now, forget it by its id, so that the next snapshot is dated by it again"));
    }

    private void keepNewest(List<StoredSnapshot> group, Plan plan) {
        newest(group).ifPresent(newest -> plan.keep(newest, Reason.firm("newest of its host and paths")));
        Stream.of(Tags.RECOVERY_POINT, Tags.CHECKPOINT).forEach(kind ->
                good.newest(group, kind).ifPresentOrElse(best -> keepGood(best, group, kind, plan), () -> keepDoubtful(group, kind, plan)));
    }

    /** Beside the last good one the newest, since most of it can be restored. */
    private void keepGood(StoredSnapshot best, List<StoredSnapshot> group, String kind, Plan plan) {
        plan.keep(best, Reason.firm("newest complete " + kind));
        good.newestReadable(group, kind).filter(newest -> !newest.equals(best)).ifPresent(newest -> {
            plan.keep(newest, Reason.firm("newest complete " + kind + ", of which a part is lost"));
            findings.add(Finding.damage("snapshot " + newest.id().shortName(), "needs packs that are missing or damaged, so " + best.id().shortName() + " of "
                    + best.snapshot().time() + " stays as the last good " + kind, "Run check, which names them; and take a new recovery point."));
        });
    }

    /** As after the index was lost: which is the last good one can be told when it is back. */
    private static void keepDoubtful(List<StoredSnapshot> group, String kind, Plan plan) {
        List<StoredSnapshot> complete = group.stream().filter(stored -> GoodSnapshots.isComplete(stored, kind)).toList();
        complete.forEach(stored -> plan.keep(stored, Reason.firm("complete " + kind + ", of which none can be read")));
        if (complete.isEmpty()) {
            newest(group.stream().filter(stored -> stored.snapshot().tags().contains(kind)).toList())
                    .ifPresent(stored -> plan.keep(stored, Reason.firm("newest " + kind + ", of which none is complete")));
        }
    }

    private static Optional<StoredSnapshot> newest(List<StoredSnapshot> snapshots) {
        return snapshots.stream().min(RetentionPolicy.NEWEST_FIRST);
    }
}
