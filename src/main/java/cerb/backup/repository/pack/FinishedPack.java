package cerb.backup.repository.pack;

import cerb.backup.backend.Content;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.util.List;

/**
 * A whole pack, ready to be saved.
 *
 * @param id its name: the SHA-256 of its bytes
 * @param content its bytes, until the open pack it came from is released
 * @param blobs all its blobs, in their order
 */
public record FinishedPack(Id id, Content content, List<PackedBlob> blobs) {
}
