package cerb.backup.mysql.hotcopy;

import java.nio.file.Path;
import java.util.Objects;
import java.util.function.LongUnaryOperator;

/**
 * What has to stay free on the disk of the repository that a copy is stored in, if the copies wait on the same disk.
 *
 * @param repository the repository's directory, which need not be there yet
 * @param floor      bytes that must stay free on a disk of so many
 * @param first      whether the repository holds no hot copy yet, from which the next one re-uses most
 */
public record FreeFloor(Path repository, LongUnaryOperator floor, boolean first) {
    /** Pages of rows compress to about a third. */
    private static final int FIRST_SHARE = 3;
    /** What changes of them from one copy to the next is guessed. */
    private static final int NEXT_SHARE = 20;

    /** Refuses missing parts. */
    public FreeFloor {
        Objects.requireNonNull(repository, "repository");
        Objects.requireNonNull(floor, "floor");
    }

    /** About how many bytes are stored of a copy of so many. */
    long stored(long bytes) {
        return bytes / (first ? FIRST_SHARE : NEXT_SHARE);
    }
}
