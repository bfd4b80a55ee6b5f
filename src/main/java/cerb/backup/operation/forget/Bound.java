package cerb.backup.operation.forget;

import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.Collection;
import java.util.Comparator;
import java.util.List;

/** Sees to it that no more than so many snapshots stay, whatever keeps them: tens of thousands would make every restic client slow. */
final class Bound {
    private final int most;
    private final GoodSnapshots good;
    private final Findings findings;

    Bound(int most, GoodSnapshots good, Findings findings) {
        this.most = most;
        this.good = good;
        this.findings = findings;
    }

    /** Has the least important go where a plan would leave more of {@code ours} than may stay. */
    void apply(Plan plan, Collection<StoredSnapshot> ours) {
        List<StoredSnapshot> staying = ours.stream().filter(stored -> !plan.removes(stored)).toList();
        int tooMany = staying.size() - most;
        if (tooMany <= 0) {
            return;
        }
        List<StoredSnapshot> going = staying.stream()
                .filter(stored -> plan.keeps(stored) && plan.reasons(stored).stream().noneMatch(Reason::isFirm))
                .sorted(Comparator.comparing((StoredSnapshot stored) -> rank(stored, plan.reasons(stored))).thenComparing(RetentionPolicy.NEWEST_FIRST.reversed()))
                .limit(tooMany).toList();
        going.forEach(stored -> plan.remove(stored, "more than " + Plurals.words(most, "snapshot")));
        tell(going, tooMany - going.size());
    }

    private Rank rank(StoredSnapshot stored, List<Reason> reasons) {
        boolean recent = reasons.stream().noneMatch(Reason::isForPeriod);
        if (recent && good.isFuture(stored)) {
            return Rank.MISDATED;
        }
        if (stored.snapshot().tags().contains(Tags.RECOVERY_POINT)) {
            return Rank.RECOVERY_POINT;
        }
        return recent ? Rank.RECENT : Rank.OF_PERIOD;
    }

    private void tell(List<StoredSnapshot> going, int stillTooMany) {
        if (!going.isEmpty()) {
            long points = going.stream().filter(stored -> stored.snapshot().tags().contains(Tags.RECOVERY_POINT)).count();
            findings.add(Finding.note("retention.most-snapshots=" + most, Plurals.does(going.size(), "snapshot", "goes", "go") + " that the policy keeps, recovery points among them: " + points
                    + ", from " + going.stream().map(stored -> stored.snapshot().time()).min(Instant::compareTo).orElseThrow()
                    + " on. Keep less by retention.keep-within and retention.keep-*, or allow more"));
        }
        if (stillTooMany > 0) {
            findings.add(Finding.note("retention.most-snapshots=" + most, Plurals.does(stillTooMany, "snapshot", "stays", "stay") + " beyond that, because each that is left is kept by a tag,"
                    + " or is the newest of its kind. Forget those by their ids that need not stay, which takes --unsafe-allow pinned; restic tag would leave them at the sinks"));
        }
    }

    /** In the order in which they go. */
    private enum Rank {
        MISDATED,
        RECENT,
        OF_PERIOD,
        RECOVERY_POINT
    }
}
