package cerb.backup.operation.check;

import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;

/**
 * Notes that all say the same of many things, as where another program has written a whole repository in its own way: the first few are
 * named, the others counted, so that they do not take the room of what is damaged.
 */
final class Remarks {
    private static final int NAMED = 10;

    private final Findings findings;
    private final String message;
    private long count;

    Remarks(Findings findings, String message) {
        this.findings = findings;
        this.message = message;
    }

    void add(Object subject) {
        if (++count <= NAMED) {
            findings.add(Finding.note(subject.toString(), message));
        }
    }

    /** Counts those that were not named. */
    void end(String what) {
        if (count > NAMED) {
            findings.add(Finding.note(what, (count - NAMED) + " more: " + message));
        }
    }
}
