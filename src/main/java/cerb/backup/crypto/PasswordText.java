package cerb.backup.crypto;

import java.nio.charset.Charset;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/** Restic's reading of a text file: what a byte order mark says, then without white space at both ends. Bytes that are no UTF-8 stay as they are. */
final class PasswordText {

    private static final byte[] UTF_8_MARK = {(byte) 0xef, (byte) 0xbb, (byte) 0xbf};
    private static final byte[] BIG_ENDIAN_MARK = {(byte) 0xfe, (byte) 0xff};
    private static final byte[] LITTLE_ENDIAN_MARK = {(byte) 0xff, (byte) 0xfe};

    private PasswordText() {
    }

    static byte[] decode(byte[] content) {
        if (startsWith(content, UTF_8_MARK)) {
            return Arrays.copyOfRange(content, UTF_8_MARK.length, content.length);
        }
        if (startsWith(content, BIG_ENDIAN_MARK)) {
            return utf16(content, StandardCharsets.UTF_16BE);
        }
        return startsWith(content, LITTLE_ENDIAN_MARK) ? utf16(content, StandardCharsets.UTF_16LE) : content;
    }

    private static byte[] utf16(byte[] content, Charset charset) {
        return new String(content, 2, content.length - 2, charset).getBytes(StandardCharsets.UTF_8);
    }

    private static boolean startsWith(byte[] content, byte[] mark) {
        return content.length >= mark.length && Arrays.equals(content, 0, mark.length, mark, 0, mark.length);
    }

    /** Latin-1 keeps each byte a character, so that bytes which are no UTF-8 survive; white space beyond ASCII is looked for in its UTF-8 form. */
    static byte[] trim(byte[] text) {
        String trimmed = new String(text, StandardCharsets.ISO_8859_1)
                .replaceFirst("^(?:" + SPACE + ")+", "").replaceFirst("(?:" + SPACE + ")+$", "");
        return trimmed.getBytes(StandardCharsets.ISO_8859_1);
    }

    /** Unicode's White_Space as UTF-8: ASCII's, U+0085, U+00A0, U+1680, U+2000 to U+200A, U+2028, U+2029, U+202F, U+205F, U+3000. */
    private static final String SPACE = "[\\t-\\r ]|\\xC2[\\x85\\xA0]|\\xE1\\x9A\\x80|\\xE2\\x80[\\x80-\\x8A\\xA8\\xA9\\xAF]|\\xE2\\x81\\x9F|\\xE3\\x80\\x80";
}
