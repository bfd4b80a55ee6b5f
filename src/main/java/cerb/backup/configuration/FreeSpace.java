package cerb.backup.configuration;

import cerb.backup.configuration.value.Sizes;

/**
 * How much of a disk must stay free: a share of it, or a number of bytes.
 *
 * @param percent the share, 0 to 100, or -1 where bytes are given
 * @param bytes   the bytes, or -1 where a share is given
 */
public record FreeSpace(int percent, long bytes) {
    public FreeSpace {
        if (percent > 100 || (percent < 0) == (bytes < 0)) {
            throw new IllegalArgumentException();
        }
    }

    /** Reads {@code 10%} or {@code 20GiB}. Throws IllegalArgumentException where it is neither. */
    public static FreeSpace parse(String text) {
        if (text.matches("\\d{1,3}\\s*%")) {
            return new FreeSpace(Integer.parseInt(text.replaceAll("\\D", "")), -1);
        }
        return new FreeSpace(-1, Sizes.parse(text));
    }

    /** The bytes that must stay free on a disk that holds {@code total} bytes. */
    public long of(long total) {
        return percent >= 0 ? total / 100 * percent : bytes;
    }

    @Override
    public String toString() {
        return percent >= 0 ? percent + "%" : Long.toString(bytes);
    }
}
