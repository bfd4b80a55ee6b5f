package cerb.backup.operation.doctor.estimate;

import cerb.backup.format.Compression;
import cerb.backup.repository.StoredSnapshot;
import java.time.Duration;
import java.util.List;

/**
 * What an estimate is reckoned from.
 *
 * @param databaseBytes  rows of the tables that are dumped, by the server's estimate
 * @param rows           a sample of them; owned by this record
 * @param storage        the storage directory
 * @param snapshots      those that are there already
 * @param level          how hard is compressed
 * @param packBytes      size of a pack
 * @param dumpsADay      how often the database is dumped
 * @param interval       least time between two checkpoints
 * @param sinks          names of the sinks
 * @param verify         how often a sink is listed
 * @param lineBytes      what the line carries in a second
 */
public record EstimateInput(long databaseBytes, Rows rows, StorageSize storage, List<StoredSnapshot> snapshots, Compression.Level level, long packBytes, double dumpsADay,
        Duration interval, List<String> sinks, Duration verify, long lineBytes) {
    /** Copies the lists. */
    public EstimateInput {
        snapshots = List.copyOf(snapshots);
        sinks = List.copyOf(sinks);
    }

    /** Bytes of rows, kept out of the record's equality. */
    public static final class Rows {
        private final byte[] bytes;

        /** Takes the array over. */
        public Rows(byte[] bytes) {
            this.bytes = bytes;
        }

        byte[] bytes() {
            return bytes;
        }
    }
}
