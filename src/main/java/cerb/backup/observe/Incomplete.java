package cerb.backup.observe;

import cerb.backup.operation.manifest.Lacks;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;

/**
 * That the last snapshot of a kind is incomplete.
 *
 * @param since    the time of the first one since the last that was complete, as far as is known
 * @param snapshot the short id of the last
 * @param first    the first of what that lacks, a sentence each, which may name files; empty where it does not say
 * @param more     how much more that is
 */
public record Incomplete(Instant since, String snapshot, List<String> first, long more) {
    private static final int NAMED = 3;

    public Incomplete {
        first = List.copyOf(first);
    }

    /** Of one that was written now. */
    static Incomplete of(RecoveryPointResult result) {
        List<String> all = result.findings().stream().filter(Finding::marksIncomplete).map(finding -> finding.subject() + ": " + finding.message()).toList();
        return new Incomplete(result.time(), result.shortId(), all.subList(0, Math.min(NAMED, all.size())), Math.max(0, all.size() - NAMED));
    }

    /** Of one that an earlier process has left; {@code lacks} is null where that is not known. */
    public static Incomplete of(Instant time, String snapshot, Lacks lacks) {
        List<String> first = lacks == null ? List.of() : lacks.first(NAMED);
        return new Incomplete(time, snapshot, first, lacks == null ? 0 : lacks.more() + lacks.listed().size() - first.size());
    }

    /** The same after earlier ones. */
    Incomplete after(Incomplete earlier) {
        return new Incomplete(earlier.since, snapshot, first, more);
    }

    /** What it lacks, as a sentence. */
    public String words() {
        if (first.isEmpty()) {
            return snapshot + " does not say what it lacks.";
        }
        List<String> all = new ArrayList<>(first);
        if (more > 0) {
            all.add("and " + more + " more");
        }
        return snapshot + " lacks: " + String.join("; ", all) + ".";
    }
}
