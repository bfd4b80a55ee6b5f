package cerb.backup.format;

import java.io.IOException;
import java.io.OutputStream;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.Arrays;

/**
 * Writes JSON byte for byte as Go's {@code encoding/json} does, without blanks; what is hashed must come out the same everywhere.
 *
 * <p>For the format room only. Not thread-safe.
 */
public final class JsonWriter {

    private static final int MAXIMUM_LENGTH = 1 << 30;
    private static final byte[] HEX = "0123456789abcdef".getBytes(StandardCharsets.US_ASCII);

    private byte[] buffer;
    private int length;
    private boolean separate;

    /** Makes a writer whose buffer first holds {@code capacity} bytes. */
    public JsonWriter(int capacity) {
        buffer = new byte[capacity];
    }

    /** Begins an object, as a value. */
    public JsonWriter beginObject() {
        return begin('{');
    }

    /** Ends the object. */
    public JsonWriter endObject() {
        return end('}');
    }

    /** Begins an array, as a value. */
    public JsonWriter beginArray() {
        return begin('[');
    }

    /** Ends the array. */
    public JsonWriter endArray() {
        return end(']');
    }

    /** Writes the name of the next field: an ASCII word that needs no escapes. */
    public JsonWriter field(String name) {
        separate();
        put('"');
        ascii(name);
        put('"');
        put(':');
        separate = false;
        return this;
    }

    /** Writes a string value. */
    public JsonWriter string(String value) {
        separate();
        put('"');
        int i = 0;
        while (i < value.length()) {
            int rune = value.codePointAt(i);
            i += Character.charCount(rune);
            rune(rune);
        }
        put('"');
        return this;
    }

    /** Writes a signed number. */
    public JsonWriter number(long value) {
        separate();
        return ascii(Long.toString(value));
    }

    /** Writes a number whose 64 bits count from zero. */
    public JsonWriter unsigned(long value) {
        separate();
        return ascii(Long.toUnsignedString(value));
    }

    /** Writes true or false. */
    public JsonWriter bool(boolean value) {
        separate();
        return ascii(Boolean.toString(value));
    }

    /** Writes null. */
    public JsonWriter nothing() {
        separate();
        return ascii("null");
    }

    /** Writes an id as a string. */
    public JsonWriter id(Id id) {
        return plainString(id.toString());
    }

    /** Writes a time as a string. */
    public JsonWriter time(Instant time) {
        return plainString(Timestamps.format(time));
    }

    /** Writes a string of ASCII that needs no escapes. */
    JsonWriter plainString(String value) {
        separate();
        put('"');
        ascii(value);
        put('"');
        return this;
    }

    /** Writes a line end, as Go's stream encoder does after a document. */
    public JsonWriter newline() {
        put('\n');
        return this;
    }

    /** Returns the number of bytes written. */
    public int length() {
        return length;
    }

    /** Returns a copy of what is written. */
    public byte[] toBytes() {
        return Arrays.copyOf(buffer, length);
    }

    /** Writes out and forgets what is written so far; the document goes on. */
    void drainTo(OutputStream out) throws IOException {
        out.write(buffer, 0, length);
        length = 0;
    }

    /** Compares what is written so far with the bytes of {@code expected} at {@code from}, and forgets it. Returns the end of them, or -1 if they differ. */
    public int compare(byte[] expected, int from) {
        int end = from + length;
        boolean isSame = end <= expected.length && Arrays.equals(buffer, 0, length, expected, from, end);
        length = 0;
        return isSame ? end : -1;
    }

    private JsonWriter begin(char bracket) {
        separate();
        put(bracket);
        separate = false;
        return this;
    }

    private JsonWriter end(char bracket) {
        put(bracket);
        separate = true;
        return this;
    }

    private void separate() {
        if (separate) {
            put(',');
        }
        separate = true;
    }

    private void rune(int rune) {
        if (rune < 0x80) {
            asciiRune(rune);
        } else if (rune == 0x2028 || rune == 0x2029) {
            unicodeEscape(rune);
        } else if (rune < 0x10000 && Character.isSurrogate((char) rune)) {
            ascii("\\ufffd");
        } else {
            utf8(rune);
        }
    }

    private void asciiRune(int rune) {
        switch (rune) {
            case '"', '\\' -> escape((char) rune);
            case '\b' -> escape('b');
            case '\f' -> escape('f');
            case '\n' -> escape('n');
            case '\r' -> escape('r');
            case '\t' -> escape('t');
            case '<', '>', '&' -> unicodeEscape(rune);
            default -> {
                if (rune < ' ') {
                    unicodeEscape(rune);
                } else {
                    put(rune);
                }
            }
        }
    }

    private void escape(char letter) {
        put('\\');
        put(letter);
    }

    private void unicodeEscape(int rune) {
        escape('u');
        for (int shift = 12; shift >= 0; shift -= 4) {
            put(HEX[rune >>> shift & 15]);
        }
    }

    private void utf8(int rune) {
        if (rune < 0x800) {
            put(0xc0 | rune >>> 6);
        } else {
            if (rune < 0x10000) {
                put(0xe0 | rune >>> 12);
            } else {
                put(0xf0 | rune >>> 18);
                put(0x80 | rune >>> 12 & 0x3f);
            }
            put(0x80 | rune >>> 6 & 0x3f);
        }
        put(0x80 | rune & 0x3f);
    }

    @SuppressWarnings("deprecation") // copies the low bytes, which for ASCII is the whole of it and four times as fast as a charset
    private JsonWriter ascii(String text) {
        reserve(text.length());
        text.getBytes(0, text.length(), buffer, length);
        length += text.length();
        return this;
    }

    private void put(int value) {
        reserve(1);
        buffer[length++] = (byte) value;
    }

    private void reserve(int more) {
        if (buffer.length - length < more) {
            if (length > MAXIMUM_LENGTH - more) {
                throw new FormatException("a document of more than " + MAXIMUM_LENGTH + " bytes cannot be stored");
            }
            buffer = Arrays.copyOf(buffer, Math.max(length + more, Math.min(2 * buffer.length + 64, MAXIMUM_LENGTH)));
        }
    }
}
