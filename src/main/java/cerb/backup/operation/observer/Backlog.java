package cerb.backup.operation.observer;

import java.time.Instant;
import java.util.Optional;

/**
 * What a sink has not confirmed.
 *
 * @param files  how many files
 * @param bytes  their bytes
 * @param oldest when the one that has waited longest was written or, if that was before this program began, was first seen by it
 * @param unsent when that of those that are damaged here, or cannot be read here, which has waited longest was written, or first seen
 * @param listed whether the sink has been listed since the start or the last error, so that this is all; else there may be more of it, or less
 */
public record Backlog(long files, long bytes, Optional<Instant> oldest, Optional<Instant> unsent, boolean listed) {
    /** Of a sink that nobody has looked at. */
    public static final Backlog UNKNOWN = new Backlog(0, 0, Optional.empty(), false);

    /** Where all that waits can be sent. */
    public Backlog(long files, long bytes, Optional<Instant> oldest, boolean listed) {
        this(files, bytes, oldest, Optional.empty(), listed);
    }

    /** Whether nothing waits, as far as is known. */
    public boolean isEmpty() {
        return files == 0;
    }
}
