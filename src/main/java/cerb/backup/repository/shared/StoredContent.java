package cerb.backup.repository.shared;

import cerb.backup.format.Id;
import java.util.List;

/**
 * What has become of a stream.
 *
 * @param blobs its data blobs in order; empty if the stream was empty
 * @param size its bytes: the sum of the blobs' lengths
 * @param added bytes of the blobs that were new
 */
public record StoredContent(List<Id> blobs, long size, long added) {
    /** Copies the list. */
    public StoredContent {
        blobs = List.copyOf(blobs);
    }
}
