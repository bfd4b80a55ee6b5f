package cerb.backup.format.tree;

import cerb.backup.format.FormatException;
import java.io.ByteArrayOutputStream;
import java.nio.charset.StandardCharsets;

/**
 * Spells bytes as Go's {@code strconv.Quote} does, without the quotes around them, and reads such spellings as {@code strconv.Unquote} does
 * (restic design, Trees and Data: names of nodes are stored like this, before JSON adds its own escapes).
 */
final class GoQuoting {

    private static final String LETTERS = "abfnrtv";
    private static final String CONTROLS = "\u0007\b\f\n\r\t\u000b";

    private GoQuoting() {
    }

    static String quote(byte[] raw) {
        StringBuilder text = new StringBuilder(raw.length + 8);
        int i = 0;
        while (i < raw.length) {
            int size = Utf8.sizeAt(raw, i);
            if (size == 0) {
                text.append("\\x");
                hex(text, raw[i] & 0xff, 2);
                i++;
            } else {
                quote(text, Utf8.runeAt(raw, i, size));
                i += size;
            }
        }
        return text.toString();
    }

    private static void quote(StringBuilder text, int rune) {
        int control = CONTROLS.indexOf(rune);
        if (rune == '"' || rune == '\\') {
            text.append('\\').append((char) rune);
        } else if (PrintableRunes.contains(rune)) {
            text.appendCodePoint(rune);
        } else if (control >= 0) {
            text.append('\\').append(LETTERS.charAt(control));
        } else if (rune < ' ' || rune == 0x7f) {
            hex(text.append("\\x"), rune, 2);
        } else if (rune < 0x10000) {
            hex(text.append("\\u"), rune, 4);
        } else {
            hex(text.append("\\U"), rune, 8);
        }
    }

    private static void hex(StringBuilder text, int value, int digits) {
        for (int shift = 4 * digits - 4; shift >= 0; shift -= 4) {
            text.append(Character.forDigit(value >>> shift & 15, 16));
        }
    }

    /**
     * @throws FormatException if {@code text} is not what Go would read
     */
    static byte[] unquote(String text) {
        if (text.indexOf('"') < 0 && text.indexOf('\\') < 0 && text.indexOf('\n') < 0) {
            return Utf8.encode(text);
        }
        return new Unquoting(text).run();
    }

    /** One pass over a spelling that has escapes. */
    private static final class Unquoting {

        private final String text;
        private final ByteArrayOutputStream raw;
        private int next;

        Unquoting(String text) {
            this.text = text;
            this.raw = new ByteArrayOutputStream(text.length());
        }

        byte[] run() {
            while (next < text.length()) {
                int rune = text.codePointAt(next);
                next += Character.charCount(rune);
                if (rune == '"' || rune == '\n') {
                    throw malformed();
                }
                if (rune == '\\') {
                    escape();
                } else {
                    raw.writeBytes(Utf8.encode(Character.toString(rune)));
                }
            }
            return raw.toByteArray();
        }

        private void escape() {
            char kind = next < text.length() ? text.charAt(next++) : 0;
            int letter = LETTERS.indexOf(kind);
            if (letter >= 0) {
                raw.write(CONTROLS.charAt(letter));
                return;
            }
            switch (kind) {
                case '"', '\\' -> raw.write(kind);
                case 'x' -> raw.write(digits(2, 16));
                case 'u' -> rune(digits(4, 16));
                case 'U' -> rune(digits(8, 16));
                case '0', '1', '2', '3' -> octal();
                default -> throw malformed();
            }
        }

        private void octal() {
            next--;
            raw.write(digits(3, 8));
        }

        private void rune(int rune) {
            if (!Character.isValidCodePoint(rune) || rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE) {
                throw malformed();
            }
            raw.writeBytes(Character.toString(rune).getBytes(StandardCharsets.UTF_8));
        }

        private int digits(int count, int radix) {
            int value = 0;
            for (int i = 0; i < count; i++) {
                char c = next < text.length() ? text.charAt(next++) : 0;
                int digit = c < 0x80 ? Character.digit(c, radix) : -1;
                if (digit < 0) {
                    throw malformed();
                }
                value = value * radix + digit;
            }
            return value;
        }

        private FormatException malformed() {
            return new FormatException("name is not spelled as Go spells it: " + FormatException.excerpt(text));
        }
    }
}
