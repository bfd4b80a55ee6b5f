package cerb.backup.repository.key;

import cerb.backup.format.Id;
import cerb.backup.format.document.KeyFile;
import java.util.Objects;

/**
 * A key file that was found.
 *
 * @param id      its name
 * @param file    what it says, which nothing authenticates; null if it cannot be used
 * @param problem what is wrong with it; empty if nothing is, as far as one can tell without its password
 */
public record FoundKey(Id id, KeyFile file, String problem) {
    /** Refuses nulls where there must be a value. */
    public FoundKey {
        Objects.requireNonNull(id, "id");
        Objects.requireNonNull(problem, "problem");
    }

    /** Tells whether a password may open it. */
    public boolean isUsable() {
        return file != null;
    }
}
