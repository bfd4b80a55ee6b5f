package cerb.backup.operation.forget;

import static cerb.backup.operation.forget.ForgetScene.NOW;
import static cerb.backup.operation.forget.ForgetScene.ago;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.operation.compose.Tags;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Kept;
import cerb.backup.operation.retention.Reason;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.operation.retention.SnapshotSamples;
import cerb.backup.repository.StoredSnapshot;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Collections;
import java.util.List;
import java.util.Map;
import java.util.Random;
import java.util.Set;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

/** The rules and the bound on times alone. */
final class RulesTest {
    private static final Retention DEFAULT = Retention.DEFAULT;

    private final Findings findings = new Findings();

    private List<StoredSnapshot> kept(Retention retention, Collection<StoredSnapshot> all, Instant now) {
        GoodSnapshots good = new GoodSnapshots(stored -> true, stored -> true, now);
        Plan plan = new Rules(retention.policy(), now, good, findings).plan(all, all);
        new Bound(retention.mostSnapshots(), good, findings).apply(plan, all);
        return plan.kept();
    }

    /** A helpdesk's history up to now and, where the clock was wrong, beyond. */
    private static List<StoredSnapshot> history(long seed) {
        Random random = new Random(seed);
        List<StoredSnapshot> all = new ArrayList<>();
        Instant time = NOW.plusSeconds(random.nextInt(3) == 0 ? 7200 : 0);
        int count = 1 + random.nextInt(150);
        long typical = 60L << random.nextInt(14);
        for (int i = 0; i < count; i++) {
            time = time.minusSeconds(1 + (long) (typical * Math.min(10, Math.exp(random.nextGaussian()))));
            String[] more = Stream.of(random.nextInt(4) == 0 ? Tags.INCOMPLETE : "", random.nextInt(30) == 0 ? "pinned" : "")
                    .filter(tag -> !tag.isEmpty()).toArray(String[]::new);
            all.add(random.nextInt(6) == 0 ? SnapshotSamples.recoveryPoint(time, more) : SnapshotSamples.checkpoint(time, more));
        }
        return all;
    }

    private static Retention retention(long seed) {
        Random random = new Random(seed);
        return new Retention(new RetentionPolicy(Map.of(Bucket.HOURLY, random.nextInt(5), Bucket.DAILY, random.nextInt(5), Bucket.MONTHLY, 1 + random.nextInt(3)),
                Map.of(), List.of(List.of("pinned"))), 1 + random.nextInt(60));
    }

    /** At most one of each kind. */
    private static List<StoredSnapshot> newestGood(Collection<StoredSnapshot> all, Instant now) {
        return Stream.of(Tags.RECOVERY_POINT, Tags.CHECKPOINT).flatMap(kind -> all.stream()
                .filter(stored -> GoodSnapshots.isComplete(stored, kind) && !stored.snapshot().time().isAfter(now)).sorted(RetentionPolicy.NEWEST_FIRST).limit(1)).toList();
    }

    @Property(tries = 300)
    void lastGoodOnesTheNewestAndPinnedOnesStay(@ForAll long seed) {
        List<StoredSnapshot> all = history(seed);
        List<StoredSnapshot> kept = kept(retention(seed), all, NOW);
        assertThat(kept).containsAll(newestGood(all, NOW)).contains(all.get(0)).containsAll(all.stream().filter(stored -> stored.snapshot().tags().contains("pinned")).toList());
    }

    @Property(tries = 300)
    void secondTimeRemovesNothing(@ForAll long seed) {
        List<StoredSnapshot> once = kept(retention(seed), history(seed), NOW);
        assertThat(kept(retention(seed), once, NOW)).isEqualTo(once);
    }

    @Property(tries = 300)
    void newerSnapshotNeverTakesTheLastGoodOne(@ForAll long seed, @ForAll @IntRange(max = 3) int kind) {
        List<StoredSnapshot> all = kept(retention(seed), history(seed), NOW);
        List<StoredSnapshot> more = new ArrayList<>(all);
        Instant later = NOW.plusSeconds(7300);
        more.add(kind < 2 ? SnapshotSamples.recoveryPoint(later, Tags.INCOMPLETE) : SnapshotSamples.checkpoint(later, Tags.INCOMPLETE));
        for (Instant now : List.of(NOW, later.plusSeconds(1))) {
            assertThat(kept(retention(seed), more, now)).containsAll(newestGood(all, now));
        }
    }

    @Property(tries = 300)
    void withoutABoundWhateverResticWouldKeepStays(@ForAll long seed) {
        List<StoredSnapshot> past = history(seed).stream().filter(stored -> !stored.snapshot().time().isAfter(NOW)).toList();
        RetentionPolicy policy = retention(seed).policy();
        assertThat(kept(new Retention(policy, Integer.MAX_VALUE), history(seed), NOW)).containsAll(policy.apply(past, NOW).stream().map(Kept::snapshot).toList());
    }

    @Property(tries = 300)
    void boundHoldsUnlessWhatStaysForWhatItIsExceedsIt(@ForAll long seed) {
        List<StoredSnapshot> all = history(seed);
        Retention retention = retention(seed);
        long firm = all.stream().filter(stored -> stored.snapshot().tags().contains("pinned")).count() + 5;
        assertThat(kept(retention, all, NOW)).hasSizeLessThanOrEqualTo((int) Math.max(retention.mostSnapshots(), firm));
    }

    @Property(tries = 100)
    void orderOfTheListDoesNotMatter(@ForAll long seed) {
        List<StoredSnapshot> shuffled = new ArrayList<>(history(seed));
        Collections.shuffle(shuffled, new Random(seed));
        assertThat(kept(retention(seed), shuffled, NOW)).isEqualTo(kept(retention(seed), history(seed), NOW));
    }

    /** 60 s checkpoints and a nightly recovery point for 400 days, forgotten every hour as the default has it: never many, and every level is covered. */
    @Test
    void checkpointEachMinuteFor400DaysStaysBounded() {
        List<StoredSnapshot> present = new ArrayList<>();
        int most = 0;
        for (Instant time = ago(400, 0); !time.isAfter(NOW); time = time.plusSeconds(60)) {
            long minute = time.getEpochSecond() / 60;
            present.add(minute % 1440 == 120 ? SnapshotSamples.recoveryPoint(time) : SnapshotSamples.checkpoint(time));
            most = Math.max(most, present.size());
            if (minute % 60 == 23) {
                present = new ArrayList<>(kept(DEFAULT, present, time));
            }
        }
        assertThat(most).isBetween(150, 300);
        assertThat(findings.list()).as("the bound was never needed").isEmpty();
        assertCovered(present, Bucket.HOURLY, Duration.ofHours(1), 47);
        assertCovered(present, Bucket.DAILY, Duration.ofDays(1), 29);
        assertCovered(present, Bucket.WEEKLY, Duration.ofDays(7), 11);
        assertCovered(present, Bucket.MONTHLY, Duration.ofDays(28), 11);
        List<StoredSnapshot> points = present.stream().filter(stored -> stored.snapshot().tags().contains(Tags.RECOVERY_POINT)).toList();
        assertCovered(points, Bucket.DAILY, Duration.ofDays(1), 29);
        assertCovered(points, Bucket.MONTHLY, Duration.ofDays(28), 11);
    }

    private static void assertCovered(List<StoredSnapshot> present, Bucket bucket, Duration step, int steps) {
        for (int i = 1; i <= steps; i++) {
            Instant wanted = NOW.minus(step.multipliedBy(i));
            assertThat(present).as("%s of %s", bucket, wanted).anyMatch(stored -> bucket.same(stored.snapshot().time(), wanted));
        }
    }

    /** A policy that keeps every minute: the oldest checkpoints that are there for being recent go, then those of periods, then recovery points. */
    @Test
    void boundTakesRecentCheckpointsFirstAndRecoveryPointsLast() {
        List<StoredSnapshot> all = new ArrayList<>();
        for (int day = 0; day < 3; day++) {
            all.add(SnapshotSamples.recoveryPoint(ago(day, 30)));
            for (int minute = 0; minute < 10; minute++) {
                all.add(SnapshotSamples.checkpoint(ago(day, minute)));
            }
        }
        StoredSnapshot pinned = SnapshotSamples.checkpoint(ago(9, 0), "pinned");
        all.add(pinned);
        var everything = new RetentionPolicy(Map.of(Bucket.LAST, RetentionPolicy.UNLIMITED, Bucket.DAILY, 3), Map.of(), List.of(List.of("pinned")));

        List<StoredSnapshot> tens = kept(new Retention(everything, 12), all, NOW);
        assertThat(tens).hasSize(12).contains(pinned);
        assertThat(times(tens, Tags.CHECKPOINT)).contains(ago(1, 0), ago(2, 0)).doesNotContain(ago(0, 9), ago(1, 1), ago(2, 1)).contains(ago(0, 5));
        assertThat(times(tens, Tags.RECOVERY_POINT)).hasSize(3);

        assertThat(times(kept(new Retention(everything, 6), all, NOW), Tags.RECOVERY_POINT)).hasSize(3);
        assertThat(times(kept(new Retention(everything, 4), all, NOW), Tags.RECOVERY_POINT)).containsExactlyInAnyOrder(ago(0, 30), ago(1, 30));
        assertThat(times(kept(new Retention(everything, 1), all, NOW), Tags.RECOVERY_POINT)).containsExactly(ago(0, 30));
        assertThat(findings.list()).extracting(Finding::subject).contains("retention.most-snapshots=12", "retention.most-snapshots=1");
    }

    private static Set<Instant> times(List<StoredSnapshot> snapshots, String kind) {
        return snapshots.stream().filter(stored -> stored.snapshot().tags().contains(kind)).map(stored -> stored.snapshot().time()).collect(Collectors.toSet());
    }

    /** The clock is set back by ten days and each checkpoint is dated just behind the newest: history, which seems to be to come, is not thinned for them. */
    @Test
    void whatSeemsToBeToComeIsThinnedByItsPeriodsLast() {
        List<StoredSnapshot> all = new ArrayList<>();
        for (int day = 0; day < 20; day++) {
            all.add(SnapshotSamples.checkpoint(ago(day, 0)));
        }
        for (int i = 1; i < 100; i++) {
            all.add(SnapshotSamples.checkpoint(NOW.plusMillis(i)));
        }
        List<StoredSnapshot> kept = kept(new Retention(DEFAULT.policy(), 30), all, ago(10, -60));
        assertThat(kept).hasSize(30);
        assertThat(times(kept, Tags.CHECKPOINT)).containsAll(Stream.iterate(1, day -> day + 1).limit(19).map(day -> ago(day, 0)).toList())
                .contains(NOW.plusMillis(99), NOW.plusMillis(91)).doesNotContain(NOW.plusMillis(1));
    }

    @Test
    void eachPeriodKeepsItsCompleteRecoveryPointBesideTheNewestSnapshot() {
        StoredSnapshot point = SnapshotSamples.recoveryPoint(ago(3, 60));
        List<StoredSnapshot> all = List.of(SnapshotSamples.checkpoint(ago(0, 0)), SnapshotSamples.checkpoint(ago(3, 0)), SnapshotSamples.recoveryPoint(ago(3, 30), Tags.INCOMPLETE),
                point, SnapshotSamples.recoveryPoint(ago(3, 90)), SnapshotSamples.recoveryPoint(ago(1, 0)));
        var daily = new Retention(new RetentionPolicy(Map.of(Bucket.DAILY, 30), Map.of(), List.of()), 400);
        assertThat(kept(daily, all, NOW)).contains(point).hasSize(5)
                .noneMatch(stored -> stored.snapshot().tags().contains(Tags.INCOMPLETE));
        assertThat(new Rules(daily.policy(), NOW, new GoodSnapshots(stored -> true, stored -> true, NOW), findings).plan(all, all).reasons(point))
                .extracting(Reason::text).containsExactly("daily recovery point");
    }
}
