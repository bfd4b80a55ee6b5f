package cerb.backup.repository.index;

import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.Objects;

/**
 * One copy of a blob.
 *
 * @param pack the pack that holds it
 * @param blob where in the pack it lies
 */
public record Location(Id pack, PackedBlob blob) {
    /** Refuses nulls. */
    public Location {
        Objects.requireNonNull(pack, "pack");
        Objects.requireNonNull(blob, "blob");
    }
}
