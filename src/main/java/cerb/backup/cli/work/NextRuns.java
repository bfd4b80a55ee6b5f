package cerb.backup.cli.work;

import cerb.backup.configuration.Keys;
import cerb.backup.configuration.Setting;
import cerb.backup.configuration.Settings;
import cerb.backup.configuration.value.Schedule;
import java.time.Instant;
import java.util.Map;
import java.util.Optional;
import java.util.TreeMap;

/** What a daemon does by the clock. */
public final class NextRuns {
    private static final Map<String, Setting<Schedule>> SCHEDULES = Map.of(
            "dump", Keys.DUMP_SCHEDULE, "forget", Keys.RETENTION_SCHEDULE, "prune", Keys.PRUNE_SCHEDULE, "check", Keys.CHECK_SCHEDULE, "drill", Keys.DRILL_SCHEDULE);

    private NextRuns() { }

    /** When each comes next after this time, by name; empty for what never comes by itself. */
    public static Map<String, Optional<Instant>> after(Instant time, Settings settings) {
        Map<String, Optional<Instant>> next = new TreeMap<>();
        SCHEDULES.forEach((name, schedule) -> next.put(name, settings.find(schedule).map(each -> each.next(time))));
        return next;
    }
}
