package cerb.backup.operation.attachment;

import cerb.backup.operation.query.SnapshotInfo;
import java.util.List;

/**
 * An attachment as several recovery points have it.
 *
 * @param attachment its row
 * @param object     what they hold of its bytes
 * @param owners     the records that have it, as of {@code last}
 * @param first      the oldest recovery point with this version
 * @param last       the newest one
 * @param points     how many recovery points have it
 */
public record AttachmentVersion(Attachment attachment, ObjectState object, List<Owner> owners, SnapshotInfo first, SnapshotInfo last, int points) {
    /**
     * A record that has the attachment.
     *
     * @param context its kind, such as {@code cerberusweb.contexts.message}
     * @param id      its key
     */
    public record Owner(String context, long id) { }

    /** Copies the list. */
    public AttachmentVersion {
        owners = List.copyOf(owners);
    }
}
