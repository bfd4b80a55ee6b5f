package cerb.backup.operation.doctor.estimate;

import cerb.backup.format.Compression;

/** How far the repository's own compression brings a sample down. */
final class Compressed {
    private static final int BLOB = 1 << 20;

    private Compressed() {}

    /** Compressed bytes by bytes, 0 to 1; 1 for an empty sample, and where nothing is compressed. */
    static double share(byte[] sample, Compression.Level level) {
        if (sample.length == 0 || level == Compression.Level.OFF) {
            return 1;
        }
        long after = 0;
        byte[] target = new byte[Compression.bound(BLOB)];
        try (Compression compression = new Compression(level)) {
            for (int at = 0; at < sample.length; at += BLOB) {
                int length = Math.min(BLOB, sample.length - at);
                int size = compression.compress(sample, at, length, target, 0);
                after += size == 0 ? length : size;
            }
        }
        return (double) after / sample.length;
    }
}
