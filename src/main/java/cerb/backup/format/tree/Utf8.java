package cerb.backup.format.tree;

import java.nio.charset.StandardCharsets;

/** UTF-8 as Go understands it: neither overlong forms nor surrogates, and each wrong byte is wrong alone. */
final class Utf8 {

    private static final int[] SMALLEST = {0, 0, 0x80, 0x800, 0x10000};

    private Utf8() {
    }

    /** Returns the number of bytes of the rune at {@code offset}, or 0 if there is none that is valid. */
    static int sizeAt(byte[] bytes, int offset) {
        int size = sizeOfLead(bytes[offset] & 0xff);
        if (size < 2 || offset + size > bytes.length) {
            return size == 1 ? 1 : 0;
        }
        for (int i = 1; i < size; i++) {
            if ((bytes[offset + i] & 0xc0) != 0x80) {
                return 0;
            }
        }
        int rune = runeAt(bytes, offset, size);
        return rune < SMALLEST[size] || rune > Character.MAX_CODE_POINT || isSurrogate(rune) ? 0 : size;
    }

    private static int sizeOfLead(int lead) {
        if (lead < 0x80) {
            return 1;
        }
        if (lead < 0xc0 || lead > 0xf4) {
            return 0;
        }
        return lead < 0xe0 ? 2 : lead < 0xf0 ? 3 : 4;
    }

    /** Returns the rune of {@code size} bytes at {@code offset}. */
    static int runeAt(byte[] bytes, int offset, int size) {
        if (size == 1) {
            return bytes[offset];
        }
        int rune = bytes[offset] & 0xff >>> size + 1;
        for (int i = 1; i < size; i++) {
            rune = rune << 6 | bytes[offset + i] & 0x3f;
        }
        return rune;
    }

    /** Tells whether all of {@code bytes} is valid. */
    static boolean isValid(byte[] bytes) {
        int i = 0;
        while (i < bytes.length) {
            int size = sizeAt(bytes, i);
            if (size == 0) {
                return false;
            }
            i += size;
        }
        return true;
    }

    /** Encodes text; half of a surrogate pair becomes U+FFFD, as when Go reads JSON. */
    static byte[] encode(String text) {
        String valid = hasLoneSurrogate(text) ? replaceLoneSurrogates(text) : text;
        return valid.getBytes(StandardCharsets.UTF_8);
    }

    private static boolean hasLoneSurrogate(String text) {
        for (int i = 0; i < text.length(); i++) {
            if (Character.isSurrogate(text.charAt(i)) && isSurrogate(text.codePointAt(i++))) {
                return true;
            }
        }
        return false;
    }

    private static String replaceLoneSurrogates(String text) {
        StringBuilder valid = new StringBuilder(text.length());
        text.codePoints().forEach(rune -> valid.appendCodePoint(isSurrogate(rune) ? 0xfffd : rune));
        return valid.toString();
    }

    private static boolean isSurrogate(int rune) {
        return rune >= Character.MIN_SURROGATE && rune <= Character.MAX_SURROGATE;
    }

    /** Decodes bytes into text in which a lone surrogate stands for each byte that is not valid. */
    static String decode(byte[] bytes) {
        StringBuilder text = new StringBuilder(bytes.length);
        int i = 0;
        while (i < bytes.length) {
            int size = sizeAt(bytes, i);
            text.appendCodePoint(size == 0 ? Character.MIN_SURROGATE : runeAt(bytes, i, size));
            i += Math.max(size, 1);
        }
        return text.toString();
    }
}
