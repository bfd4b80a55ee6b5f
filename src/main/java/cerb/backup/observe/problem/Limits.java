package cerb.backup.observe.problem;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Schedule;
import java.time.Duration;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/**
 * How old each stage may get; see the package's description.
 *
 * @param dump      when recovery points are taken; empty where never by themselves
 * @param prune     likewise of prunes
 * @param retention likewise of retentions
 * @param check     likewise of checks
 * @param drill     likewise of drills
 * @param reconcile how long the storage directory may go without being known to be stored
 * @param sinks     of each sink that is configured
 */
public record Limits(Optional<Schedule> dump, Optional<Schedule> prune, Optional<Schedule> retention, Optional<Schedule> check, Optional<Schedule> drill, Duration reconcile, Map<String, SinkLimit> sinks) {
    private static final Duration LEAST_SLACK = Duration.ofMinutes(10);
    private static final Duration MOST_SLACK = Duration.ofHours(6);

    /**
     * Of a sink.
     *
     * @param delay  how long it may confirm nothing, or fail
     * @param verify how often it is listed again, though nothing waits
     */
    record SinkLimit(Duration delay, Duration verify) { }

    /** What the configuration says. */
    public static Limits of(Settings settings) {
        Map<String, SinkLimit> sinks = new TreeMap<>();
        settings.sinks().forEach(sink -> sinks.put(sink,
                new SinkLimit(settings.get(Keys.SINK_MOST_DELAY.forSink(sink)), settings.get(Keys.SINK_VERIFY.forSink(sink)))));
        return new Limits(settings.find(Keys.DUMP_SCHEDULE), settings.find(Keys.PRUNE_SCHEDULE), settings.find(Keys.RETENTION_SCHEDULE), settings.find(Keys.CHECK_SCHEDULE), settings.find(Keys.DRILL_SCHEDULE),
                settings.get(Keys.STORAGE_RECONCILE).multipliedBy(2).plus(LEAST_SLACK), sinks);
    }

    /** By when a job must have ended that ended last at a time; {@link Instant#MAX} where the schedule has no further run. */
    static Instant due(Schedule schedule, Instant last) {
        Instant next = schedule.next(last);
        if (next == null) {
            return Instant.MAX;
        }
        Instant after = schedule.next(next);
        Duration quarter = after == null ? MOST_SLACK : Duration.between(next, after).dividedBy(4);
        Duration slack = quarter.compareTo(LEAST_SLACK) < 0 ? LEAST_SLACK : quarter.compareTo(MOST_SLACK) > 0 ? MOST_SLACK : quarter;
        return next.plus(slack);
    }
}
