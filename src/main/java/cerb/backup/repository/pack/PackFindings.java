package cerb.backup.repository.pack;

import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.List;

/**
 * What is wrong with a pack that was read as a whole.
 *
 * @param pack the pack
 * @param damaged indexed blobs that are not what was stored
 * @param problems everything found, as sentences without a full stop; empty if the pack is sound
 */
public record PackFindings(Id pack, List<PackedBlob> damaged, List<String> problems) {
    /** Copies the lists. */
    public PackFindings {
        damaged = List.copyOf(damaged);
        problems = List.copyOf(problems);
    }

    /** Tells whether nothing is wrong. */
    public boolean isSound() {
        return problems.isEmpty();
    }
}
