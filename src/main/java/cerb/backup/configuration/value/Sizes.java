package cerb.backup.configuration.value;

import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them, and as they read them: {@code 16MiB}, {@code 16M}, {@code 700MB}, {@code 4.7GB}, {@code 0}. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12})(?:\\.(\\d{1,6})(?=\\s*[KMGT]))?\\s*([KMGT]?)(I?)(B?)");
    /** By their powers, from none on. */
    private static final String PREFIXES = " KMGT";

    private static final String[] UNITS = {"B", "KiB", "MiB", "GiB", "TiB", "PiB", "EiB"};

    private Sizes() {}

    /**
     * Reads a size, what is left of a fraction of a byte cut off. As in restic, {@code M} alone is 1024 * 1024; {@code MB} is 1000 * 1000 and {@code MiB} 1024 * 1024.
     *
     * @throws IllegalArgumentException where it is not a size or does not fit in a long
     */
    public static long parse(String text) {
        Matcher form = FORM.matcher(text.toUpperCase(Locale.ROOT));
        if (!form.matches()) {
            throw new IllegalArgumentException();
        }
        boolean decimal = form.group(4).isEmpty() && !form.group(5).isEmpty();
        long unit = 1;
        for (int power = PREFIXES.indexOf(form.group(3)); power > 0; power--) {
            unit *= decimal ? 1000 : 1024;
        }
        try {
            // BigDecimal would do without care, and takes the daemon's start a fiftieth longer: its class prepares tables of powers.
            return Math.addExact(Math.multiplyExact(Long.parseLong(form.group(1)), unit), millionths(form.group(2)) * unit / 1_000_000);
        } catch (ArithmeticException e) {
            throw new IllegalArgumentException("too large", e);
        }
    }

    /** {@code 0 B}, {@code 512 KiB}, {@code 1.5 GiB}: three digits at least where there are as many. */
    public static String words(long bytes) {
        double value = bytes;
        int unit = 0;
        while (Math.abs(value) >= 1024) {
            value /= 1024;
            unit++;
        }
        return String.format(Locale.ROOT, unit > 0 && Math.abs(value) < 100 ? "%.1f %s" : "%.0f %s", value, UNITS[unit]);
    }

    /** Of at most six digits after the point, null for none: times a terabyte they fit in a long. */
    private static long millionths(String digits) {
        return digits == null ? 0 : Long.parseLong((digits + "000000").substring(0, 6));
    }
}
