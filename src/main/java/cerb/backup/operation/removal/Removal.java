package cerb.backup.operation.removal;

import cerb.backup.backend.Handle;
import java.time.Instant;
import java.util.List;

/**
 * The order to remove files, written before the first of them is removed here.
 *
 * @param at     when it was given
 * @param by     the operation that gave it, such as forget or prune
 * @param needs  files that must be in place before any of them may go: the indexes and packs that replace them
 * @param remove the files
 */
public record Removal(Instant at, String by, List<Handle> needs, List<Handle> remove) {
    /** Copies the lists. */
    public Removal {
        needs = List.copyOf(needs);
        remove = List.copyOf(remove);
    }
}
