package cerb.backup.operation.mirror;

import cerb.backup.backend.Content;
import cerb.backup.backend.Handle;
import java.time.Instant;

/**
 * A file that a sink is to store; answered by {@link Mirror#confirm} or {@link Mirror#failed}.
 *
 * @param handle  its name
 * @param content its bytes, read from the local repository each time it is opened
 * @param pass    the pass it belongs to
 * @param offered when it was handed out
 */
public record Outgoing(Handle handle, Content content, long pass, Instant offered) {
    /** Its size in bytes. */
    public long size() {
        return content.length();
    }
}
