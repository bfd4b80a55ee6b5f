package cerb.backup.operation.retention;

import java.util.Objects;

/**
 * Why a snapshot stays.
 *
 * @param text   in words; where a policy's rule keeps it, in restic's
 * @param bucket the periods that the rule counts by; null where the snapshot stays for what it is, such as by a tag: then it stays in any case
 */
public record Reason(String text, Bucket bucket) {
    public Reason {
        Objects.requireNonNull(text, "text");
    }

    /** A reason against which no bound prevails. */
    public static Reason firm(String text) {
        return new Reason(text, null);
    }

    /** Whether the snapshot stays in any case. */
    public boolean isFirm() {
        return bucket == null;
    }

    /** Whether it stays for a period of the calendar, and not only because it is recent. */
    public boolean isForPeriod() {
        return bucket != null && bucket != Bucket.LAST;
    }
}
