package cerb.backup.operation.observer;

import cerb.backup.format.Id;
import cerb.backup.operation.manifest.DatabasePart;
import cerb.backup.operation.manifest.Manifest.CrossCheckPart;
import cerb.backup.operation.report.Finding;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;

/**
 * A snapshot that was written, and is durable in the local repository.
 *
 * @param snapshot   its id
 * @param kind       recovery point or checkpoint
 * @param time       its time
 * @param incomplete whether something asked for is not in it: it carries the tag {@code incomplete}, exit code 3
 * @param findings   what a person should know of it
 * @param files      the files of the storage directory in it, or -1 where not all of them were counted
 * @param bytes      the bytes of content in it
 * @param addedBytes the bytes of content that the repository had not held before
 * @param took       how long the run took
 * @param database   what it says of its dump; null for a checkpoint
 * @param crossCheck how its rows and objects compare; null for a checkpoint, and where they were not compared
 */
public record RecoveryPointResult(
        Id snapshot, Kind kind, Instant time, boolean incomplete, List<Finding> findings, long files, long bytes, long addedBytes, Duration took,
        DatabasePart database, CrossCheckPart crossCheck) {
    /** What kind of snapshot was written. */
    public enum Kind {
        /** Database and storage, proven to fit each other. */
        RECOVERY_POINT("recovery-point"),
        /** Storage as of now, database as of the last dump. */
        CHECKPOINT("checkpoint");

        private final String tag;

        Kind(String tag) {
            this.tag = tag;
        }

        /** What a run of these parts is to become. */
        public static Kind of(Set<Part> parts) {
            return parts.contains(Part.DATABASE) ? RECOVERY_POINT : CHECKPOINT;
        }

        /** The tag of such a snapshot. */
        public String tag() {
            return tag;
        }
    }

    public RecoveryPointResult {
        findings = List.copyOf(findings);
    }

    /** One whose rows and objects were not compared. */
    public RecoveryPointResult(Id snapshot, Kind kind, Instant time, boolean incomplete, List<Finding> findings, long files, long bytes, long addedBytes, Duration took,
            DatabasePart database) {
        this(snapshot, kind, time, incomplete, findings, files, bytes, addedBytes, took, database, null);
    }

    /** The tables dumped, with the bytes of each that were new; empty for a checkpoint. */
    public List<DatabasePart.TablePart> tables() {
        return database == null ? List.of() : database.tables();
    }

    /** The first eight digits of its id. */
    public String shortId() {
        return snapshot.shortName();
    }

    /** 0, or 3 where it is incomplete. */
    public int exitCode() {
        return incomplete ? 3 : 0;
    }
}
