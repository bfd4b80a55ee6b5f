package cerb.backup.operation.attachment;

import cerb.backup.operation.query.SnapshotInfo;
import java.nio.file.Path;

/**
 * An attachment that was written to a directory.
 *
 * @param attachment its row
 * @param point      the recovery point it is from
 * @param file       its bytes
 * @param sql        the statements that insert its rows
 * @param links      how many of them are links to records
 * @param belongsTo  where the file belongs, below the storage directory; empty where its bytes are rows too
 * @param incomplete whether there may be more links, which could not be read
 */
public record RestoredAttachment(Attachment attachment, SnapshotInfo point, Path file, Path sql, int links, String belongsTo, boolean incomplete) { }
