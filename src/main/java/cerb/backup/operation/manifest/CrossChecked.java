package cerb.backup.operation.manifest;

import java.time.Duration;
import java.time.Instant;

/**
 * How the rows of a recovery point and the objects that they refer to were compared. Each row that refers to an object is counted in exactly one of the
 * counts but {@code unreferenced}, which has no rows.
 *
 * @param at           when the comparison began
 * @param took         how long it took
 * @param present      the object is in the recovery point, of the row's size, and of its SHA-1 where the row has one
 * @param missing      there is none, and the row was still the same when the live database was asked again: damage
 * @param wrongSize    it has another size, or lacks a piece, and the row was still the same: damage
 * @param wrongHash    it has another SHA-1, and the row was still the same: damage
 * @param benign       it was not as the row says, but by then the row had gone, moved or changed
 * @param knownLost    it is missing or wrong, and a person has listed the row as one whose object is lost for good
 * @param elsewhere    the row says that another engine holds it, such as S3: not in the recovery point
 * @param unreferenced objects of the storage directory to which no row refers
 * @param empty        rows that say that nothing is stored
 * @param unhashed     of the files that are present, those whose SHA-1 was not compared yet: old content is read again a part at a time
 */
public record CrossChecked(Instant at, Duration took, Count present, Count missing, Count wrongSize, Count wrongHash, Count benign, Count knownLost, Count elsewhere,
        Count unreferenced, long empty, long unhashed) {
    /**
     * Objects and their bytes; of rows the bytes are those that the rows say.
     *
     * @param objects how many
     * @param bytes   how large together
     */
    public record Count(long objects, long bytes) {
        /** Nothing. */
        public static final Count NONE = new Count(0, 0);

        /** One more. */
        public Count plus(long size) {
            return new Count(objects + 1, bytes + size);
        }
    }

    /** The rows whose object is missing or wrong: damage. */
    public long damaged() {
        return missing.objects + wrongSize.objects + wrongHash.objects;
    }

    /** The rows that were compared with an object: all but those whose object is elsewhere, and those without one. */
    public long compared() {
        return present.objects + benign.objects + knownLost.objects + damaged();
    }
}
