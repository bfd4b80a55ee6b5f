package cerb.backup.operation.query.diff;

import cerb.backup.operation.query.EntryPath;
import java.util.Objects;

/**
 * One difference.
 *
 * @param path    where; a directory's ends in a slash
 * @param letters {@code +} added, {@code -} removed, {@code T} another type, {@code M} other content, {@code ?} other content although nothing else differs, as after
 *                damage of the source's disk, {@code U} other metadata
 */
public record Change(EntryPath path, String letters) {
    /** Refuses nulls. */
    public Change {
        Objects.requireNonNull(path, "path");
        Objects.requireNonNull(letters, "letters");
    }
}
