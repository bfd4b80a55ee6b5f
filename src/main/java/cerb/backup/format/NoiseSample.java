package cerb.backup.format;

import java.util.Arrays;

/**
 * Recognizes bytes that compression would hardly shrink, such as images and archives, by a sample: a hundredth of the time that zstd takes to
 * find out, and two attachments in three are of that kind.
 *
 * <p>Counts how often each byte value occurs in slices from all over the bytes. The sum of the squares of N random bytes' counts is about
 * N * N / 256 + N; text has ten times as much. Repetitions longer than a slice are not noticed where what repeats is random itself. Not
 * thread-safe.
 */
final class NoiseSample {
    private static final int SLICES = 16;
    private static final int SLICE = 256;
    private static final int SAMPLE = SLICES * SLICE;
    private static final long MEAN = (long) SAMPLE * SAMPLE / 256;
    /** A quarter above the mean: random bytes are a sixteenth above it, the coded parts of JPEG and PDF up to a seventh. */
    private static final long MOST = MEAN + MEAN / 4;

    private final int[] counts = new int[256];

    /** Whether the bytes look random. Short ones never do: to compress them costs little. */
    boolean isNoise(byte[] bytes, int offset, int length) {
        if (length < SAMPLE) {
            return false;
        }
        Arrays.fill(counts, 0);
        int step = (length - SLICE) / (SLICES - 1);
        for (int slice = 0; slice < SLICES; slice++) {
            count(bytes, offset + slice * step);
        }
        return squares() <= MOST;
    }

    private void count(byte[] bytes, int begin) {
        for (int i = begin; i < begin + SLICE; i++) {
            counts[bytes[i] & 0xff]++;
        }
    }

    private long squares() {
        long sum = 0;
        for (int count : counts) {
            sum += (long) count * count;
        }
        return sum;
    }
}
