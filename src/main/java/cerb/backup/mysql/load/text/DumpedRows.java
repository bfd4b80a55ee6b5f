package cerb.backup.mysql.load.text;

import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.regex.Matcher;
import java.util.regex.Pattern;

/**
 * Reads the rows of a file of a dump as {@link cerb.backup.mysql.text.RowText} writes them: each on a line of its own, behind the line that begins its
 * statement. Holds the longest line. Not thread-safe.
 */
public final class DumpedRows {
    private static final byte[] INSERT = "INSERT INTO ".getBytes(StandardCharsets.US_ASCII);
    private static final Pattern NAME = Pattern.compile("`((?:[^`]|``)*+)`");

    private final InputStream in;
    private byte[] buffer = new byte[64 << 10];
    private int begin;
    private int end;
    private String insert = "";
    private List<String> columns = List.of();

    /** Rows of this text, which is not closed. */
    public DumpedRows(InputStream in) {
        this.in = in;
    }

    /** The next row; null at the end. */
    public DumpedRow next() throws IOException {
        int length = line();
        while (length >= 0) {
            if (length > 2 && buffer[begin] == '(') {
                // behind the parenthesis a comma or the delimiter
                byte[] row = Arrays.copyOfRange(buffer, begin, begin + length - 1);
                begin += length + 1;
                return new DumpedRow(insert, columns, row);
            }
            if (length > INSERT.length && Arrays.equals(buffer, begin, begin + INSERT.length, INSERT, 0, INSERT.length)) {
                take(new String(buffer, begin, length, StandardCharsets.UTF_8));
            }
            begin += length + 1;
            length = line();
        }
        return null;
    }

    /** The first name is the table's. */
    private void take(String line) {
        if (line.equals(insert)) {
            return;
        }
        insert = line;
        List<String> names = new ArrayList<>();
        for (Matcher name = NAME.matcher(line); name.find();) {
            names.add(name.group(1).replace("``", "`"));
        }
        columns = List.copyOf(names.subList(1, names.size()));
    }

    /** The length of the line that begins at {@link #begin}; -1 at the end. */
    private int line() throws IOException {
        int at = begin;
        while (true) {
            for (; at < end; at++) {
                if (buffer[at] == '\n') {
                    return at - begin;
                }
            }
            int scanned = at - begin;
            if (!fill()) {
                if (end > begin) {
                    throw new IOException("the text ends in the middle of a line");
                }
                return -1;
            }
            at = begin + scanned;
        }
    }

    private boolean fill() throws IOException {
        System.arraycopy(buffer, begin, buffer, 0, end - begin);
        end -= begin;
        begin = 0;
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, end));
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(0, count);
        return count >= 0;
    }
}
