package cerb.backup.operation.report;

import java.util.ArrayList;
import java.util.List;
import java.util.Objects;

/**
 * Collects findings, up to a limit: a directory of a million unreadable files must not fill the memory. What is beyond
 * the limit is counted. Thread-safe.
 */
public final class Findings {
    private static final int LIMIT = 1000;

    private final List<Finding> kept = new ArrayList<>();
    private long dropped;
    private boolean incomplete;

    /** Adds one. */
    public synchronized void add(Finding finding) {
        addAside(finding);
        incomplete |= finding.marksIncomplete();
    }

    /** Adds one that takes nothing from this result, whatever it means for an earlier one. */
    public synchronized void addAside(Finding finding) {
        Objects.requireNonNull(finding, "finding");
        if (kept.size() < LIMIT) {
            kept.add(finding);
        } else {
            dropped++;
        }
    }

    /** Adds all of a list. */
    public void addAll(Iterable<Finding> findings) {
        findings.forEach(this::add);
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
