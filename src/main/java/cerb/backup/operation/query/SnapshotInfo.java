package cerb.backup.operation.query;

import java.time.Instant;
import java.util.List;

/**
 * A snapshot as it is listed.
 *
 * @param id         its id, 64 hexadecimal digits
 * @param shortId    the first eight of them
 * @param time       when it was written
 * @param kind       recovery-point, checkpoint, or other for one that is not ours
 * @param incomplete whether something asked for is missing in it
 * @param host       the helpdesk
 * @param tags       its tags
 * @param paths      the parts it holds
 * @param files      files counted when it was written, or -1
 * @param bytes      bytes of content, or -1
 */
public record SnapshotInfo(
        String id, String shortId, Instant time, String kind, boolean incomplete, String host, List<String> tags, List<String> paths, long files, long bytes) {
    public SnapshotInfo {
        tags = List.copyOf(tags);
        paths = List.copyOf(paths);
    }
}
