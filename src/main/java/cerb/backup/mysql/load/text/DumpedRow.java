package cerb.backup.mysql.load.text;

import cerb.backup.mysql.DatabaseException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.HexFormat;
import java.util.List;

/** A row as it stands in a file of a dump. Immutable; nobody changes the bytes it was made of. */
public final class DumpedRow {
    private static final String BINARY = "binary";

    private final String insert;
    private final List<String> columns;
    private final byte[] line;
    private final List<Value> values = new ArrayList<>();

    /** Where a value begins and ends in the line, and the character set its introducer names, or null. */
    private record Value(int begin, int end, String charset) { }

    /**
     * Takes a row apart.
     *
     * @param insert  how its statement begins, with {@code VALUES}
     * @param columns their names, in the order of the values
     * @param line    the row in parentheses, without what separates it from the next
     */
    DumpedRow(String insert, List<String> columns, byte[] line) {
        this.insert = insert;
        this.columns = columns;
        this.line = line;
        int at = 1;
        while (at < line.length) {
            int end = end(at);
            values.add(value(at, end));
            at = end + 1;
        }
        if (values.size() != columns.size()) {
            throw new DatabaseException("a row of the dump has " + values.size() + " values for " + columns.size() + " columns: " + insert, "Check the backup it comes from, and restore from another copy of it with --from, or an older recovery point.");
        }
    }

    /** The comma or parenthesis after a value; commas in quotes or in a function's parentheses belong to it. */
    private int end(int begin) {
        int depth = 0;
        for (int i = begin; i < line.length; i++) {
            byte b = line[i];
            if (b == '\'') {
                i = endOfQuotes(i);
            } else if (b == '(') {
                depth++;
            } else if (depth == 0 && (b == ',' || b == ')')) {
                return i;
            } else if (b == ')') {
                depth--;
            }
        }
        return line.length;
    }

    private int endOfQuotes(int begin) {
        int i = begin + 1;
        while (i < line.length && line[i] != '\'') {
            i += line[i] == '\\' ? 2 : 1;
        }
        return i;
    }

    private Value value(int begin, int end) {
        if (line[begin] != '_') {
            return new Value(begin, end, null);
        }
        int blank = begin;
        while (line[blank] != ' ') {
            blank++;
        }
        return new Value(blank + 1, end, new String(line, begin + 1, blank - begin - 1, StandardCharsets.US_ASCII));
    }

    /** A statement that inserts this row alone, as the dump's own does, without a delimiter. */
    public byte[] statement() {
        ByteArrayOutputStream statement = new ByteArrayOutputStream(insert.length() + line.length + 1);
        statement.writeBytes((insert + "\n").getBytes(StandardCharsets.UTF_8));
        statement.writeBytes(line);
        return statement.toByteArray();
    }

    /** The bytes of a value; null for NULL, and for a column that there is not. */
    public byte[] bytes(String column) {
        int index = columns.indexOf(column);
        if (index < 0) {
            return null;
        }
        Value value = values.get(index);
        if (line[value.begin] == '\'') {
            return unescaped(value.begin + 1, value.end - 1);
        }
        String text = new String(line, value.begin, value.end - value.begin, StandardCharsets.US_ASCII);
        return text.startsWith("0x") ? HexFormat.of().parseHex(text, 2, text.length()) : text.equals("NULL") ? null : text.getBytes(StandardCharsets.US_ASCII);
    }

    private byte[] unescaped(int begin, int end) {
        ByteArrayOutputStream bytes = new ByteArrayOutputStream(end - begin);
        for (int i = begin; i < end; i++) {
            bytes.write(line[i] == '\\' ? escaped(line[++i]) : line[i]);
        }
        return bytes.toByteArray();
    }

    private static int escaped(byte letter) {
        return switch (letter) {
            case '0' -> 0;
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 'Z' -> 0x1a;
            default -> letter;
        };
    }

    /** A value as text, by the character set it is written in; empty for NULL, and for a column that there is not. */
    public String text(String column) {
        byte[] bytes = bytes(column);
        return bytes == null ? "" : new String(bytes, charset(values.get(columns.indexOf(column)).charset));
    }

    /** The server's names; what Java does not know is shown byte by byte. */
    private static Charset charset(String name) {
        if (name == null || name.equals(BINARY) || name.startsWith("utf8")) {
            return StandardCharsets.UTF_8;
        }
        String java = name.equals("latin1") ? "windows-1252" : name;
        return Charset.isSupported(java) ? Charset.forName(java) : StandardCharsets.ISO_8859_1;
    }

    /** A whole number; 0 for NULL, and for a column that there is not. */
    public long number(String column) {
        byte[] bytes = bytes(column);
        return bytes == null ? 0 : Long.parseLong(new String(bytes, StandardCharsets.US_ASCII));
    }
}
