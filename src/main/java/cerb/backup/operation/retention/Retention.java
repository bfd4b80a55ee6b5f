package cerb.backup.operation.retention;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.operation.compose.Tags;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;

/**
 * What the configuration says of how long snapshots stay.
 *
 * @param policy        which stay; pinned ones do in any case
 * @param mostSnapshots how many at most
 */
public record Retention(RetentionPolicy policy, int mostSnapshots) {
    private static final Map<Bucket, Setting<Integer>> COUNTS = Map.of(
            Bucket.LAST, Keys.RETENTION_KEEP_LAST, Bucket.HOURLY, Keys.RETENTION_KEEP_HOURLY, Bucket.DAILY, Keys.RETENTION_KEEP_DAILY,
            Bucket.WEEKLY, Keys.RETENTION_KEEP_WEEKLY, Bucket.MONTHLY, Keys.RETENTION_KEEP_MONTHLY, Bucket.YEARLY, Keys.RETENTION_KEEP_YEARLY);
    private static final Map<Bucket, Setting<CalendarSpan>> WITHIN = Map.of(
            Bucket.LAST, Keys.RETENTION_KEEP_WITHIN, Bucket.HOURLY, Keys.RETENTION_KEEP_WITHIN_HOURLY, Bucket.DAILY, Keys.RETENTION_KEEP_WITHIN_DAILY,
            Bucket.WEEKLY, Keys.RETENTION_KEEP_WITHIN_WEEKLY, Bucket.MONTHLY, Keys.RETENTION_KEEP_WITHIN_MONTHLY, Bucket.YEARLY, Keys.RETENTION_KEEP_WITHIN_YEARLY);

    /** What holds where nothing is configured. */
    public static final Retention DEFAULT = of(Settings.of(Map.of(), Map.of()));

    /** Adds to the policy that pinned snapshots stay. */
    public Retention {
        policy = policy.alsoKeeping(List.of(List.of(Tags.PINNED)));
        if (mostSnapshots < 1) {
            throw new IllegalArgumentException("of " + mostSnapshots + " snapshots none is left");
        }
    }

    /** What the configuration says; a key that is set to nothing keeps nothing. */
    public static Retention of(Settings settings) {
        Map<Bucket, Integer> counts = new EnumMap<>(Bucket.class);
        COUNTS.forEach((bucket, key) -> counts.put(bucket, settings.find(key).orElse(0)));
        Map<Bucket, CalendarSpan> within = new EnumMap<>(Bucket.class);
        WITHIN.forEach((bucket, key) -> within.put(bucket, settings.find(key).orElse(CalendarSpan.ZERO)));
        RetentionPolicy policy = new RetentionPolicy(counts, within, settings.get(Keys.RETENTION_KEEP_TAGS).stream().map(List::of).toList());
        return new Retention(policy, settings.get(Keys.RETENTION_MOST_SNAPSHOTS));
    }
}
