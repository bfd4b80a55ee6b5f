package cerb.backup.operation.check;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import java.util.random.RandomGenerator;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Which packs are read.
 *
 * @param share   of the packs, 0 to 1, chosen at random; or -1 where {@code part} is given
 * @param part    from 1 to {@code parts}: the packs whose id's first byte says so, so that all parts in turn are all packs
 * @param parts   number of parts, up to 256
 * @param maximum bytes to read at most, or -1 for no limit
 */
public record Subset(double share, int part, int parts, long maximum) {
    /** None: the structure alone is checked. */
    public static final Subset NONE = new Subset(0, 0, 0, -1);
    /** Every pack. */
    public static final Subset ALL = new Subset(1, 0, 0, -1);

    private static final String NEXT = "next/";
    private static final Pattern NUMBER = Pattern.compile("\\d{1,3}");
    private static final Pattern PART = Pattern.compile("(\\d{1,3})/(\\d{1,3})");
    private static final Pattern PERCENT = Pattern.compile("(\\d+(?:\\.\\d+)?)%");
    private static final Pattern SIZE = Pattern.compile("(\\d{1,12})(?:([KMGT])(?:i?B)?|B)", Pattern.CASE_INSENSITIVE);

    /** Reads restic's spellings: {@code 1/7}, {@code 2.5%}, {@code 500M}; a number without a unit is none, since it may have been meant as any of them. Throws IllegalArgumentException for another. */
    public static Subset parse(String text) {
        Matcher part = PART.matcher(text);
        if (part.matches()) {
            return ofPart(text, Integer.parseInt(part.group(1)), Integer.parseInt(part.group(2)));
        }
        Matcher percent = PERCENT.matcher(text);
        if (percent.matches() && Double.parseDouble(percent.group(1)) > 0 && Double.parseDouble(percent.group(1)) <= 100) {
            return new Subset(Double.parseDouble(percent.group(1)) / 100, 0, 0, -1);
        }
        Matcher size = SIZE.matcher(text);
        if (size.matches()) {
            int shift = size.group(2) == null ? 0 : 10 * ("KMGT".indexOf(Character.toUpperCase(size.group(2).charAt(0))) + 1);
            return ofSize(text, Long.parseLong(size.group(1)), shift);
        }
        throw wrong(text);
    }

    /**
     * Reads these and {@code next/10} as well: of so many parts the one after the last that was read, and the first after the last of all, so that all are read in turn.
     *
     * @param last the part that was read last, or 0
     */
    public static Subset parse(String text, int last) {
        return text.startsWith(NEXT) ? afterPart(text, last) : parse(text);
    }

    private static Subset afterPart(String text, int last) {
        Matcher parts = NUMBER.matcher(text.substring(NEXT.length()));
        if (!parts.matches() || Integer.parseInt(parts.group()) == 0) {
            throw wrong(text);
        }
        int count = Integer.parseInt(parts.group());
        return ofPart(text, last < 1 || last >= count ? 1 : last + 1, count);
    }

    private static Subset ofPart(String text, int part, int parts) {
        if (part < 1 || part > parts || parts > 256) {
            throw wrong(text);
        }
        return new Subset(-1, part, parts, -1);
    }

    private static Subset ofSize(String text, long number, int shift) {
        if (number == 0 || number > Long.MAX_VALUE >> shift) {
            throw wrong(text);
        }
        return new Subset(1, 0, 0, number << shift);
    }

    private static IllegalArgumentException wrong(String text) {
        return new IllegalArgumentException("cannot read a subset " + FormatException.excerpt(text) + ". Write a part of at most 256, such as 1/7, a share, such as 2.5%, or a size, such as 500M");
    }

    boolean isNone() {
        return share == 0;
    }

    boolean chooses(Id pack, RandomGenerator random) {
        if (parts > 0) {
            return (int) (pack.first() >>> 56) % parts == part - 1;
        }
        return share >= 1 || random.nextDouble() < share;
    }
}
