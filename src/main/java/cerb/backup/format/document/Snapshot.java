package cerb.backup.format.document;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.JsonReader;
import java.time.Instant;
import java.util.List;
import java.util.Objects;

/**
 * One state of everything that is backed up (restic design, Snapshots). Immutable, compared by value.
 *
 * <p>Hostname and paths are what {@code restic forget} groups by: they stay the same for one backup set, or retention breaks. Fields of our own
 * would be lost when restic re-writes a snapshot, so there are none.
 *
 * @param time           when; retention sorts by it
 * @param parent         snapshot it was compared with, or null
 * @param tree           root directory
 * @param paths          absolute, what was backed up
 * @param hostname       where
 * @param username       who, or empty
 * @param uid            number of the user, or 0
 * @param gid            number of the user's group, or 0
 * @param excludes       patterns that were left out
 * @param tags           short words of ours or the administrator's
 * @param original       snapshot of which this is a re-written copy, or null
 * @param programVersion program that wrote it, or empty
 * @param summary        counts, or null
 */
public record Snapshot(Instant time, Id parent, Id tree, List<String> paths, String hostname, String username, long uid, long gid,
        List<String> excludes, List<String> tags, Id original, String programVersion, Summary summary) {

    /** Refuses nulls where there must be a value, and copies the lists. */
    public Snapshot {
        Objects.requireNonNull(time, "time");
        Objects.requireNonNull(tree, "tree");
        Objects.requireNonNull(hostname, "hostname");
        Objects.requireNonNull(username, "username");
        Objects.requireNonNull(programVersion, "programVersion");
        paths = List.copyOf(paths);
        excludes = List.copyOf(excludes);
        tags = List.copyOf(tags);
    }

    /** Returns a snapshot with nothing but what each must have. */
    public static Snapshot of(Instant time, Id tree, List<String> paths, String hostname) {
        return new Snapshot(time, null, tree, paths, hostname, "", 0, 0, List.of(), List.of(), null, "", null);
    }

    /** Returns this snapshot with other tags. */
    public Snapshot withTags(List<String> other) {
        return new Snapshot(time, parent, tree, paths, hostname, username, uid, gid, excludes, other, original, programVersion, summary);
    }

    /** Returns this snapshot with other counts, which may be null. */
    public Snapshot withSummary(Summary other) {
        return new Snapshot(time, parent, tree, paths, hostname, username, uid, gid, excludes, tags, original, programVersion, other);
    }

    /**
     * Reads the decrypted and decompressed file.
     *
     * @throws FormatException if it is no snapshot
     */
    public static Snapshot read(byte[] plain) {
        return new SnapshotReader(JsonReader.of("snapshot", plain)).read();
    }

    /** Returns the JSON of the file, before compression. */
    public byte[] write() {
        return SnapshotWriter.write(this);
    }

    /**
     * What the writing of a snapshot met and did. Lengths in bytes.
     *
     * @param backupStart         when the work began
     * @param backupEnd           when it ended
     * @param filesNew            files that the parent has not
     * @param filesChanged        files that differ from the parent's
     * @param filesUnmodified     files as in the parent
     * @param dirsNew             directories that the parent has not
     * @param dirsChanged         directories that differ from the parent's
     * @param dirsUnmodified      directories as in the parent
     * @param dataBlobs           data blobs stored
     * @param treeBlobs           tree blobs stored
     * @param dataAdded           plaintext stored
     * @param dataAddedPacked     the same, compressed and encrypted
     * @param totalFilesProcessed files of the snapshot, seen or known without looking
     * @param totalBytesProcessed their length
     */
    public record Summary(Instant backupStart, Instant backupEnd, long filesNew, long filesChanged, long filesUnmodified,
            long dirsNew, long dirsChanged, long dirsUnmodified, long dataBlobs, long treeBlobs, long dataAdded, long dataAddedPacked,
            long totalFilesProcessed, long totalBytesProcessed) {

        /** Refuses nulls. */
        public Summary {
            Objects.requireNonNull(backupStart, "backupStart");
            Objects.requireNonNull(backupEnd, "backupEnd");
        }
    }
}
