package cerb.backup.operation.retention;

import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.format.Timestamps;
import cerb.backup.repository.StoredSnapshot;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Collection;
import java.util.Comparator;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Stream;

/**
 * Which snapshots of a group stay (restic, "Removing snapshots according to a policy"). Immutable.
 *
 * @param counts of how many periods one snapshot each is kept; {@link #UNLIMITED} for all, none where absent or 0
 * @param within how far back one snapshot of each period is kept, from the newest snapshot on; with {@link Bucket#LAST} every snapshot
 * @param tags   each element keeps the snapshots that have all its tags
 */
public record RetentionPolicy(Map<Bucket, Integer> counts, Map<Bucket, CalendarSpan> within, List<List<String>> tags) {
    /** As a count: of every period. */
    public static final int UNLIMITED = Integer.MAX_VALUE;

    /** The newest first; where two are of the same moment, the order at least does not change. */
    public static final Comparator<StoredSnapshot> NEWEST_FIRST =
            Comparator.comparing((StoredSnapshot stored) -> stored.snapshot().time()).thenComparing(StoredSnapshot::id).reversed();

    /** Copies, and leaves out what keeps nothing. */
    public RetentionPolicy {
        Map<Bucket, Integer> someCounts = new EnumMap<>(Bucket.class);
        someCounts.putAll(counts);
        someCounts.values().removeIf(count -> count == 0);
        Map<Bucket, CalendarSpan> someWithin = new EnumMap<>(Bucket.class);
        someWithin.putAll(within);
        someWithin.values().removeIf(CalendarSpan::isZero);
        counts = Map.copyOf(someCounts);
        within = Map.copyOf(someWithin);
        tags = tags.stream().map(List::copyOf).toList();
    }

    /** The same with more tags that keep a snapshot. */
    public RetentionPolicy alsoKeeping(List<List<String>> more) {
        return new RetentionPolicy(counts, within, Stream.concat(tags.stream(), more.stream()).distinct().toList());
    }

    /** Whether it says nothing of time or number, so that nothing would stay but what somebody has marked. */
    public boolean isEmpty() {
        return counts.isEmpty() && within.isEmpty();
    }

    /**
     * Applies it to the snapshots of one group.
     *
     * @param group in any order
     * @param now   a snapshot that is not before it does not count as the newest, from which lengths of time are reckoned
     * @return those that stay, the newest first, for restic's reasons
     */
    public List<Kept> apply(Collection<StoredSnapshot> group, Instant now) {
        return apply(group, now, "snapshot");
    }

    /** The same with another word for what is counted, such as "recovery point" in "daily recovery point". */
    public List<Kept> apply(Collection<StoredSnapshot> group, Instant now, String noun) {
        List<StoredSnapshot> newestFirst = group.stream().sorted(NEWEST_FIRST).toList();
        List<Rule> rules = rules(noun, newestFirst.stream().map(stored -> stored.snapshot().time()).filter(time -> time.isBefore(now))
                .findFirst().orElse(Timestamps.ZERO));
        List<Kept> kept = new ArrayList<>();
        for (int i = 0; i < newestFirst.size(); i++) {
            StoredSnapshot stored = newestFirst.get(i);
            List<Reason> reasons = new ArrayList<>(tagged(stored.snapshot().tags()));
            for (Rule rule : rules) {
                rule.offer(stored.snapshot().time(), i, i == newestFirst.size() - 1).ifPresent(reasons::add);
            }
            if (!reasons.isEmpty()) {
                kept.add(new Kept(stored, reasons));
            }
        }
        return kept;
    }

    private List<Reason> tagged(List<String> of) {
        return tags.stream().filter(of::containsAll).map(all -> Reason.firm("has tags " + all)).toList();
    }

    private List<Rule> rules(String noun, Instant newest) {
        Stream<Rule> byTime = Stream.of(Bucket.values()).filter(within::containsKey).map(bucket -> withinRule(bucket, newest));
        Stream<Rule> byCount = Stream.of(Bucket.values()).filter(counts::containsKey)
                .map(bucket -> new Rule(bucket, bucket.word() + " " + noun, counts.get(bucket), Instant.MIN));
        return Stream.concat(byTime, byCount).toList();
    }

    private Rule withinRule(Bucket bucket, Instant newest) {
        CalendarSpan span = within.get(bucket);
        return new Rule(bucket, (bucket == Bucket.LAST ? "within " : bucket.word() + " within ") + span, UNLIMITED, span.before(newest));
    }

    /** One rule on its way from the newest snapshot to the oldest. */
    private static final class Rule {
        private final Bucket bucket;
        private final String text;
        private final Instant after;
        private int left;
        private long period = Long.MIN_VALUE;

        Rule(Bucket bucket, String text, int left, Instant after) {
            this.bucket = bucket;
            this.text = text;
            this.left = left;
            this.after = after;
        }

        /** Why the rule keeps the next snapshot; empty if it does not. */
        Optional<Reason> offer(Instant time, int position, boolean oldest) {
            if (left == 0 || !time.isAfter(after)) {
                return Optional.empty();
            }
            long its = bucket == Bucket.LAST ? position : bucket.number(time);
            boolean isNew = its != period;
            if (!isNew && !oldest) {
                return Optional.empty();
            }
            period = its;
            left--;
            return Optional.of(new Reason(isNew ? text : "oldest " + text, bucket));
        }
    }
}
