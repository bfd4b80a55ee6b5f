package cerb.backup.mysql.hotcopy;

import java.nio.file.Path;
import java.time.Duration;
import java.util.Objects;

/**
 * How files are copied.
 *
 * @param maxLock       for how long writers may be held up at most
 * @param indices       whether the indices of MyISAM and Aria tables are copied; else only their headers
 * @param dataDirectory where the server's data directory is seen from here; null: where the server says
 * @param staging       directory for the copies, which needs room for all of them; made if absent
 * @param floor         what has to stay free beside them; null: nothing
 */
public record HotCopyOptions(Duration maxLock, boolean indices, Path dataDirectory, Path staging, FreeFloor floor) {
    /** Refuses missing parts. */
    public HotCopyOptions {
        Objects.requireNonNull(maxLock, "maxLock");
        Objects.requireNonNull(staging, "staging");
    }

    /** Copies that are stored in no repository. */
    public HotCopyOptions(Duration maxLock, boolean indices, Path dataDirectory, Path staging) {
        this(maxLock, indices, dataDirectory, staging, null);
    }

    /** The same beside a repository; null: beside none. */
    public HotCopyOptions withFloor(FreeFloor other) {
        return new HotCopyOptions(maxLock, indices, dataDirectory, staging, other);
    }
}
