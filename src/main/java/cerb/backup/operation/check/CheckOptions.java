package cerb.backup.operation.check;

import java.util.Objects;

/**
 * What is checked.
 *
 * @param readData which packs are read, beside the structure
 * @param threads  packs read at once
 */
public record CheckOptions(Subset readData, int threads) {
    public CheckOptions {
        Objects.requireNonNull(readData, "readData");
        if (threads < 1) {
            throw new IllegalArgumentException("packs cannot be read by " + threads + " threads");
        }
    }

    /** The structure alone. */
    public static CheckOptions structure() {
        return new CheckOptions(Subset.NONE, 1);
    }

    /** The structure and every pack, with two threads. */
    public static CheckOptions everything() {
        return new CheckOptions(Subset.ALL, 2);
    }
}
