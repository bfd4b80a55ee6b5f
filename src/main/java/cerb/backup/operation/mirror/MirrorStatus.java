package cerb.backup.operation.mirror;

import cerb.backup.operation.observer.Backlog;
import java.time.Instant;
import java.util.Optional;

/**
 * How a mirror stands.
 *
 * @param sink        name of the sink
 * @param backlog     what it has not confirmed; before the first listing only what was written since the start
 * @param caughtUp    begin of the last pass that ended well: what was written before is there
 * @param problem     what keeps the mirror from going on
 * @param unexplained files there that are not here and in no record of a removal
 */
public record MirrorStatus(String sink, Backlog backlog, Optional<Instant> caughtUp, Optional<String> problem, int unexplained) {
}
