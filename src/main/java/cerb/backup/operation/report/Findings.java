package cerb.backup.operation.report;

import java.util.ArrayList;
import java.util.LinkedHashSet;
import java.util.List;
import java.util.Objects;
import java.util.Set;

/**
 * Collects findings, each once, up to a limit: a directory of a million unreadable files must not fill the memory. What is beyond
 * the limit is counted. Thread-safe.
 */
public final class Findings {
    private static final int LIMIT = 1000;

    private final Set<Finding> kept = new LinkedHashSet<>();
    private final Set<Finding> lacking = new LinkedHashSet<>();
    private long dropped;
    private long lackingDropped;
    private boolean incomplete;

    /** Adds one. */
    public synchronized void add(Finding finding) {
        addAside(finding);
        if (finding.marksIncomplete()) {
            incomplete = true;
            lackingDropped += keep(finding, lacking) ? 0 : 1;
        }
    }

    /** Adds one that takes nothing from this result, whatever it means for an earlier one. */
    public synchronized void addAside(Finding finding) {
        dropped += keep(Objects.requireNonNull(finding, "finding"), kept) ? 0 : 1;
    }

    /** False if it is beyond the limit. */
    private static boolean keep(Finding finding, Set<Finding> among) {
        return among.contains(finding) || among.size() < LIMIT && among.add(finding);
    }

    /** Adds all of a list. */
    public void addAll(Iterable<Finding> findings) {
        findings.forEach(this::add);
    }

    /** Adds those of one more walk through the same: what neither could keep is counted once. */
    public synchronized void addWalk(Findings walk) {
        walk.kept.forEach(this::add);
        walk.lacking.forEach(this::add);
        incomplete |= walk.incomplete;
        dropped = Math.max(dropped, walk.dropped);
        lackingDropped = Math.max(lackingDropped, walk.lackingDropped);
    }

    /** Those that mark the result incomplete, in order, without those beyond the limit. */
    public synchronized List<Finding> lacking() {
        return List.copyOf(lacking);
    }

    /** How many mark the result incomplete beyond {@link #lacking}. */
    public synchronized long lackingMore() {
        return lackingDropped;
    }

    /** Whether one of all findings added, kept or only counted, marks the result incomplete. */
    public synchronized boolean incomplete() {
        return incomplete;
    }

    /** The findings in order; a last one counts those beyond the limit. */
    public synchronized List<Finding> list() {
        List<Finding> all = new ArrayList<>(kept);
        if (dropped > 0) {
            all.add(Finding.note("findings", dropped + " more are not listed"));
        }
        return List.copyOf(all);
    }
}
