package cerb.backup.mysql.text;

import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import java.nio.charset.StandardCharsets;

/** Writes values of one column as SQL literals. Not thread-safe with its {@link ByteText}. */
final class ValueText {
    private static final byte[] NULL = ascii("NULL");
    private static final byte[] EMPTY = ascii("''");
    private static final byte[] HEX = ascii("0x");
    private static final byte[] BINARY = ascii("_binary ");
    private static final byte[] BINARY_HEX = ascii("_binary 0x");
    private static final byte[] EXPONENT = ascii("e0");

    private final Column column;
    private final byte[] introducer;

    ValueText(Column column) {
        this.column = column;
        this.introducer = ascii("_" + column.charset() + " 0x");
    }

    private static byte[] ascii(String text) {
        return text.getBytes(StandardCharsets.US_ASCII);
    }

    /** Appends the literal; {@code value} is null for NULL. */
    void append(byte[] value, ByteText out) {
        if (value == null) {
            out.append(NULL);
            return;
        }
        switch (column.kind()) {
            case NUMBER -> out.append(value);
            case APPROXIMATE -> approximate(value, out);
            case TEXT, JSON, QUOTED -> text(value, out);
            case FOREIGN_TEXT -> foreign(value, out);
            case WIDE_TEXT -> hex(introducer, value, out);
            case BLOB -> blob(value, out);
            case BYTES -> hex(HEX, value, out);
        }
    }

    /** Appends what of the value is the same once a server has read the literal, which is in {@code row} from {@code begin}. */
    void appendCompared(byte[] value, ByteText row, int begin, ByteText out) {
        if (value != null && column.kind() == ColumnKind.JSON) {
            JsonText.append(value, out);
        } else {
            out.append(row, begin);
        }
    }

    private static void approximate(byte[] value, ByteText out) {
        out.append(value);
        if (value[0] == '-' && isZero(value)) {
            // -0 is an integer, and zero; -0e0 is a double.
            out.append(EXPONENT);
        }
    }

    private static boolean isZero(byte[] value) {
        for (int i = 1; i < value.length; i++) {
            if (value[i] != '0' && value[i] != '.') {
                return false;
            }
        }
        return true;
    }

    private static void text(byte[] value, ByteText out) {
        if (!out.appendQuoted(value)) {
            hex(BINARY_HEX, value, out);
        }
    }

    private static void blob(byte[] value, ByteText out) {
        int begin = out.length();
        out.append(BINARY);
        if (!out.appendQuoted(value)) {
            out.truncate(begin);
            hex(HEX, value, out);
        }
    }

    private void foreign(byte[] value, ByteText out) {
        for (byte b : value) {
            if (b < 0) {
                hex(introducer, value, out);
                return;
            }
        }
        out.appendQuoted(value);
    }

    private static void hex(byte[] introducer, byte[] value, ByteText out) {
        if (value.length == 0) {
            out.append(EMPTY);
            return;
        }
        out.append(introducer);
        out.appendHex(value);
    }
}
