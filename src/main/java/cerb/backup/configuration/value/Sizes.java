package cerb.backup.configuration.value;

import java.math.BigDecimal;
import java.util.Locale;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/** Numbers of bytes as people write them: {@code 16MiB}, {@code 16M}, {@code 700MB}, {@code 4.7GB}, {@code 0}. */
public final class Sizes {
    private static final Pattern FORM = Pattern.compile("(\\d{1,12}(?:\\.\\d{1,6}(?=\\s*[KMGT]))?)\\s*([KMGT]?)(I?)(B?)");
    private static final String PREFIXES = "KMGT";

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
        boolean decimal = form.group(3).isEmpty() && !form.group(4).isEmpty();
        int power = form.group(2).isEmpty() ? 0 : PREFIXES.indexOf(form.group(2)) + 1;
        BigDecimal bytes = new BigDecimal(form.group(1)).multiply(BigDecimal.valueOf(decimal ? 1000L : 1024L).pow(power));
        if (bytes.compareTo(BigDecimal.valueOf(Long.MAX_VALUE)) > 0) {
            throw new IllegalArgumentException("too large");
        }
        return bytes.longValue();
    }
}
