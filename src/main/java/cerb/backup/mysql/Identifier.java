package cerb.backup.mysql;

import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;
import java.util.HexFormat;

/** Names of tables and columns: in SQL, in string literals, and as parts of file names. */
public final class Identifier {
    private static final HexFormat HEX = HexFormat.of().withUpperCase();

    private Identifier() {
    }

    /** In backticks, those inside doubled (MySQL manual, "Schema Object Names"). */
    public static String quote(String name) {
        return "`" + name.replace("`", "``") + "`";
    }

    /** As a string literal for a session without NO_BACKSLASH_ESCAPES. */
    public static String literal(String text) {
        return "'" + text.replace("\\", "\\\\").replace("'", "''") + "'";
    }

    /**
     * As part of a file name, reversibly: percent-encoded where the byte is a control character, a blank, one of {@code % / . * ?} or otherwise special to
     * shells or file systems; letters of any script stay as they are, or a name of 64 of them would not fit a file name.
     */
    public static String fileName(String name) {
        StringBuilder encoded = new StringBuilder(name.length());
        name.codePoints().forEach(c -> {
            if (isPlain(c)) {
                encoded.appendCodePoint(c);
            } else {
                encoded.append('%').append(HEX.toHexDigits((byte) c));
            }
        });
        return encoded.toString();
    }

    private static boolean isPlain(int c) {
        return c >= 0x80 || c >= 'a' && c <= 'z' || c >= 'A' && c <= 'Z' || c >= '0' && c <= '9' || c == '_' || c == '-' || c == '$';
    }

    /** The name which {@link #fileName} encoded. */
    public static String parseFileName(String encoded) {
        return new String(bytes(encoded), StandardCharsets.UTF_8);
    }

    /** The bytes which a percent-encoded word stands for. */
    public static byte[] bytes(String encoded) {
        var bytes = new ByteArrayOutputStream(encoded.length());
        for (int i = 0; i < encoded.length(); i++) {
            if (encoded.charAt(i) == '%') {
                bytes.write(HexFormat.fromHexDigits(encoded, i + 1, i + 3));
                i += 2;
            } else {
                int end = encoded.offsetByCodePoints(i, 1);
                bytes.writeBytes(encoded.substring(i, end).getBytes(StandardCharsets.UTF_8));
                i = end - 1;
            }
        }
        return bytes.toByteArray();
    }

    /** A word of ASCII letters, digits, {@code _} and {@code -} that stands for these bytes. */
    public static String word(byte[] bytes) {
        StringBuilder word = new StringBuilder(bytes.length);
        for (byte b : bytes) {
            if (b > 0 && b != '$' && isPlain(b)) {
                word.append((char) b);
            } else {
                word.append('%').append(HEX.toHexDigits(b));
            }
        }
        return word.toString();
    }
}
