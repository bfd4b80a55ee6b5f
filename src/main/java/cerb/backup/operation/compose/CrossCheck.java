package cerb.backup.operation.compose;

import cerb.backup.operation.report.Finding;
import java.time.Instant;
import java.util.List;

/**
 * Compares the rows of a dump with the files captured beside it, before the recovery point is written.
 */
@FunctionalInterface
public interface CrossCheck {
    /** Answers for a path below the storage directory, such as {@code attachments/8/q/1}, what was captured of it. */
    @FunctionalInterface
    interface Captured {
        /** The size in bytes of the file captured at this path, or -1 where there is none. */
        long size(String path);
    }

    /**
     * What was compared and found.
     *
     * @param at       when
     * @param checked  the rows that name a file
     * @param missing  of them, those whose file is not there or has another size
     * @param findings the first of them by name, and anything else worth knowing
     */
    record Result(Instant at, long checked, long missing, List<Finding> findings) {
        public Result {
            findings = List.copyOf(findings);
        }
    }

    /** Compares; throws where it could not be done, which fails the run. */
    Result compare(Captured captured) throws Exception;
}
