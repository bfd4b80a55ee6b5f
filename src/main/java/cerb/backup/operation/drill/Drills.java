package cerb.backup.operation.drill;

import cerb.backup.operation.observer.DrillResult;
import cerb.backup.operation.observer.DrillResult.Outcome;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;

/**
 * What is known of the drills of a helpdesk. A drill that was refused says nothing of the backup, and one from another sink nothing of this one: neither ends what is known of
 * it. Immutable.
 *
 * @param last   the last one, refused or not, or null
 * @param judged of each source the last one that passed or failed
 * @param passed when the last one began that passed, from whatever source, or null
 */
public record Drills(DrillResult last, Map<String, DrillResult> judged, Instant passed) {
    /** Where there was none. */
    public static final Drills NONE = new Drills(null, Map.of(), null);

    /** Copies the map. */
    public Drills {
        judged = Map.copyOf(judged);
    }

    /** The same after one more. */
    public Drills with(DrillResult result) {
        if (result.outcome() == Outcome.REFUSED) {
            return new Drills(result, judged, passed);
        }
        Map<String, DrillResult> more = new TreeMap<>(judged);
        more.put(result.sink(), result);
        return new Drills(result, more, result.outcome() == Outcome.PASSED ? result.at() : passed);
    }

    /** Those that failed, where none from the same source has passed since; by their sources. */
    public List<DrillResult> failed() {
        return judged.values().stream().filter(drill -> drill.outcome() == Outcome.FAILED).sorted(Comparator.comparing(DrillResult::sink)).toList();
    }
}
