package cerb.backup.operation.mirror;

import java.time.Instant;
import java.util.Optional;

/** Remembers over restarts how far the hashing of the files at a sink has come. For one thread at a time. */
public interface HashedShares {
    /**
     * How far it has come.
     *
     * @param at   when a share was last hashed, or the sink was first listed
     * @param next the share that is to be hashed next
     */
    record Progress(Instant at, int next) { }

    /** What was last noted; empty for a sink that was never listed. */
    Optional<Progress> last();

    /** Notes it. What cannot be noted is hashed again after a restart; nothing is thrown. */
    void note(Progress progress);
}
