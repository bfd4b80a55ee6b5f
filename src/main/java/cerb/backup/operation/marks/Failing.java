package cerb.backup.operation.marks;

import java.time.Instant;

/**
 * A row of failures of a sink.
 *
 * @param reason of the last of them; may name files and addresses
 * @param last   when that was
 * @param since  when the first was
 */
public record Failing(String reason, Instant last, Instant since) {
    /** The row after one more failure, which is the first where there was no row, null. */
    public static Failing again(Failing row, String reason, Instant at) {
        return new Failing(reason, at, row == null ? at : row.since);
    }
}
