package cerb.backup.operation.retention;

import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.operation.compose.Tags;
import cerb.backup.repository.StoredSnapshot;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.List;

/** Snapshots of nothing, told apart by their times. */
public final class SnapshotSamples {
    public static final List<String> PATHS = List.of("/database", "/storage");

    private SnapshotSamples() {}

    /** What a file of a snapshot says. */
    public static Snapshot snapshot(Instant time, String host, List<String> paths, String... tags) {
        return Snapshot.of(time, id("tree"), paths, host).withTags(List.of(tags));
    }

    public static StoredSnapshot stored(Instant time, String host, List<String> paths, String... tags) {
        return new StoredSnapshot(id(time + host + paths + List.of(tags)), snapshot(time, host, paths, tags));
    }

    public static StoredSnapshot checkpoint(Instant time, String... more) {
        return ours(time, Tags.CHECKPOINT, more);
    }

    public static StoredSnapshot recoveryPoint(Instant time, String... more) {
        return ours(time, Tags.RECOVERY_POINT, more);
    }

    private static StoredSnapshot ours(Instant time, String kind, String... more) {
        String[] tags = new String[more.length + 2];
        tags[0] = Tags.OURS;
        tags[1] = kind;
        System.arraycopy(more, 0, tags, 2, more.length);
        return stored(time, "cerb", PATHS, tags);
    }

    private static Id id(String text) {
        return Id.hash(text.getBytes(StandardCharsets.UTF_8));
    }
}
