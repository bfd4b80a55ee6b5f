package cerb.backup.cli.output;

import java.util.Locale;

/** Numbers of bytes for people. */
public final class HumanSize {
    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private HumanSize() {}

    /** {@code 0 B}, {@code 512 KiB}, {@code 1.5 GiB}: three digits at least where there are as many. */
    public static String of(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && Math.abs(value) < 100 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }
}
