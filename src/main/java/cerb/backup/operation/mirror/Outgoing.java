package cerb.backup.operation.mirror;

import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.time.Instant;
import java.util.Optional;

/**
 * A file that a sink is to store; answered by {@link Mirror#confirm} or {@link Mirror#failed}.
 *
 * @param handle  its name
 * @param content its bytes, read from the local repository each time it is opened
 * @param round   the round of a pass that it belongs to
 * @param offered when it was handed out
 */
public record Outgoing(Handle handle, Content content, long round, Instant offered) {
    /** Its size in bytes. */
    public long size() {
        return content.length();
    }

    /** What is wrong with what the far side says it holds; empty if nothing is. Its SHA-256 may be null. */
    Optional<String> mismatch(long storedBytes, String storedSha256) {
        if (storedBytes != size()) {
            return Optional.of("it holds " + storedBytes + " bytes instead of " + size());
        }
        boolean isNamedByHash = handle.type() != FileType.CONFIG;
        return storedSha256 != null && isNamedByHash && !storedSha256.equalsIgnoreCase(handle.name())
                ? Optional.of("what it holds has another SHA-256") : Optional.empty();
    }
}
