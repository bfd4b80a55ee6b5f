package cerb.backup.operation.retention;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.CalendarSpan;
import cerb.backup.operation.compose.Tags;
import java.util.List;
import java.util.Map;

/**
 * What the configuration says of how long snapshots stay.
 *
 * @param policy        which stay; pinned ones do in any case
 * @param mostSnapshots how many at most
 */
public record Retention(RetentionPolicy policy, int mostSnapshots) {
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
        RetentionPolicy policy = new RetentionPolicy(
                Map.of(Bucket.HOURLY, count(settings, Keys.RETENTION_KEEP_HOURLY), Bucket.DAILY, count(settings, Keys.RETENTION_KEEP_DAILY),
                        Bucket.WEEKLY, count(settings, Keys.RETENTION_KEEP_WEEKLY), Bucket.MONTHLY, count(settings, Keys.RETENTION_KEEP_MONTHLY)),
                Map.of(Bucket.LAST, settings.find(Keys.RETENTION_KEEP_WITHIN).orElse(CalendarSpan.ZERO)),
                settings.get(Keys.RETENTION_KEEP_TAGS).stream().map(List::of).toList());
        return new Retention(policy, settings.get(Keys.RETENTION_MOST_SNAPSHOTS));
    }

    private static int count(Settings settings, Setting<Integer> key) {
        return settings.find(key).orElse(0);
    }
}
