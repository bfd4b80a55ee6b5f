package cerb.backup.format.tree;

import java.io.BufferedReader;
import java.io.IOException;
import java.io.InputStream;
import java.io.InputStreamReader;
import java.io.UncheckedIOException;
import java.nio.charset.StandardCharsets;
import java.util.BitSet;

/** The one frozen table of code points that need no escape in a name; Java's own tables differ from version to version. */
final class PrintableRunes {

    private static final BitSet TABLE = load();

    private PrintableRunes() {
    }

    static boolean contains(int rune) {
        return TABLE.get(rune);
    }

    private static BitSet load() {
        BitSet table = new BitSet(Character.MAX_CODE_POINT + 1);
        try (InputStream resource = PrintableRunes.class.getResourceAsStream("printable-runes.txt");
                BufferedReader lines = new BufferedReader(new InputStreamReader(resource, StandardCharsets.US_ASCII))) {
            lines.lines().filter(line -> !line.startsWith("#")).forEach(line -> addRanges(table, line));
        } catch (IOException e) {
            throw new UncheckedIOException("the program's own table of printable characters is not readable", e);
        }
        return table;
    }

    private static void addRanges(BitSet table, String line) {
        for (String range : line.split(" ")) {
            String[] ends = range.split("-");
            table.set(Integer.parseInt(ends[0], 16), Integer.parseInt(ends[ends.length - 1], 16) + 1);
        }
    }
}
