package cerb.backup.format;

import com.fasterxml.jackson.core.JsonFactory;
import com.fasterxml.jackson.core.JsonParser;
import com.fasterxml.jackson.core.JsonToken;
import com.fasterxml.jackson.core.StreamReadConstraints;
import java.io.IOException;
import java.io.InputStream;
import java.math.BigInteger;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Base64;
import java.util.List;

/**
 * Reads JSON from a repository that may be damaged or hostile: one token at a time, with limits on depth, names, strings and numbers.
 *
 * <p>As in Go, null stands for a value's zero (false, 0, an empty string or list), and the last of several fields of one name counts.
 * Every method throws {@link FormatException}, with the object's name, on anything else than what it is asked to read.
 * For the format room only. Not thread-safe.
 */
public final class JsonReader {

    /** An extended attribute of 6 MiB in base64; Linux takes 64 KiB. A string costs several times its length while it is read. */
    private static final int MAXIMUM_STRING = 8 << 20;
    private static final int MOST_STRINGS = 100_000;
    private static final JsonFactory FACTORY = JsonFactory.builder()
            .disable(JsonFactory.Feature.INTERN_FIELD_NAMES)
            .streamReadConstraints(StreamReadConstraints.builder()
                    .maxNestingDepth(32).maxNameLength(1000).maxNumberLength(32).maxStringLength(MAXIMUM_STRING).build())
            .build();

    private final String object;
    private final JsonParser parser;
    private boolean peeked;

    private JsonReader(String object, JsonParser parser) {
        this.object = object;
        this.parser = parser;
    }

    /** Reads {@code json}; {@code object} is what errors call it. */
    public static JsonReader of(String object, byte[] json) {
        try {
            return new JsonReader(object, FACTORY.createParser(json));
        } catch (IOException e) {
            throw new FormatException(object + " is not readable", e);
        }
    }

    /** Reads {@code json} as it comes; {@code object} is what errors call it. The stream is not closed. */
    public static JsonReader of(String object, InputStream json) {
        try {
            return new JsonReader(object, FACTORY.createParser(json).disable(JsonParser.Feature.AUTO_CLOSE_SOURCE));
        } catch (IOException e) {
            throw new FormatException(object + " is not readable", e);
        }
    }

    /** Enters an object. */
    public void beginObject() {
        expect(JsonToken.START_OBJECT, next());
    }

    /** Returns the next field's name, or leaves the object and returns null. */
    public String nextField() {
        JsonToken token = next();
        if (token == JsonToken.END_OBJECT) {
            return null;
        }
        expect(JsonToken.FIELD_NAME, token);
        return text();
    }

    /** Enters an array; false, and nothing entered, if there is null instead. */
    public boolean beginArray() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return false;
        }
        expect(JsonToken.START_ARRAY, token);
        return true;
    }

    /** Tells whether the array goes on; leaves it if not. */
    public boolean hasNext() {
        if (next() == JsonToken.END_ARRAY) {
            return false;
        }
        peeked = true;
        return true;
    }

    /** Reads a string. */
    public String string() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return "";
        }
        expect(JsonToken.VALUE_STRING, token);
        return text();
    }

    /** Reads an array of strings. */
    public List<String> strings() {
        List<String> strings = new ArrayList<>();
        if (beginArray()) {
            while (hasNext()) {
                if (strings.size() == MOST_STRINGS) {
                    throw malformed("holds a list of more than " + MOST_STRINGS + " texts");
                }
                strings.add(string());
            }
        }
        return strings;
    }

    /** Reads an id; null if there is null or an empty string. */
    public Id id() {
        String hex = string();
        if (hex.isEmpty()) {
            return null;
        }
        try {
            return Id.parse(hex);
        } catch (FormatException e) {
            throw malformed("has no id where one must be, but " + FormatException.excerpt(hex));
        }
    }

    /** Reads a time. */
    public Instant time() {
        String text = string();
        try {
            return text.isEmpty() ? Timestamps.ZERO : Timestamps.parse(text);
        } catch (FormatException e) {
            throw malformed(e.getMessage());
        }
    }

    /** Reads bytes written in base64. */
    public byte[] bytes() {
        try {
            return Base64.getDecoder().decode(string());
        } catch (IllegalArgumentException e) {
            throw malformed("holds bytes that are not base64");
        }
    }

    /** Reads a whole number from {@code minimum} to {@code maximum}. */
    public long number(long minimum, long maximum) {
        long value = unsigned();
        if (value < minimum || value > maximum) {
            throw malformed("holds the number " + Long.toUnsignedString(value) + ", which is not from " + minimum + " to " + maximum);
        }
        return value;
    }

    /** Reads a number of 32 bits that count from zero. */
    public long unsignedInt() {
        return number(0, 0xffff_ffffL);
    }

    /** Reads a number of 64 bits that count from zero. */
    public long unsigned() {
        JsonToken token = next();
        if (token == JsonToken.VALUE_NULL) {
            return 0;
        }
        expect(JsonToken.VALUE_NUMBER_INT, token);
        try {
            return unsignedToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private long unsignedToken() throws IOException {
        // Most numbers are small; only those of 19 digits and more cost a BigInteger.
        if (parser.getNumberType() != JsonParser.NumberType.BIG_INTEGER && parser.getLongValue() >= 0) {
            return parser.getLongValue();
        }
        BigInteger value = parser.getBigIntegerValue();
        if (value.signum() < 0 || value.bitLength() > Long.SIZE) {
            throw malformed("holds the number " + value + ", which does not fit 64 bits that count from zero");
        }
        return value.longValue();
    }

    /** Reads true or false. */
    public boolean bool() {
        JsonToken token = next();
        if (token != JsonToken.VALUE_TRUE && token != JsonToken.VALUE_FALSE && token != JsonToken.VALUE_NULL) {
            throw unexpected(token);
        }
        return token == JsonToken.VALUE_TRUE;
    }

    /** Passes over one value, whatever it is. */
    public void skip() {
        next();
        try {
            parser.skipChildren();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    /** Checks that nothing follows. */
    public void end() {
        JsonToken token = next();
        if (token != null) {
            throw unexpected(token);
        }
    }

    /** Returns an exception that says what is wrong with the object. */
    public FormatException malformed(String problem) {
        return new FormatException(object + " " + problem);
    }

    private FormatException malformed(IOException cause) {
        // The parser's own message quotes its input; the place is enough, and safe to print.
        return new FormatException(object + " is not JSON at byte " + parser.currentLocation().getByteOffset()
                + ", or breaks a limit of its reader", cause);
    }

    private FormatException unexpected(JsonToken token) {
        return malformed("holds " + (token == null ? "nothing" : token) + " where something else must be, at byte "
                + parser.currentLocation().getByteOffset());
    }

    private void expect(JsonToken wanted, JsonToken token) {
        if (token != wanted) {
            throw unexpected(token);
        }
    }

    private JsonToken next() {
        if (peeked) {
            peeked = false;
            return parser.currentToken();
        }
        try {
            return parser.nextToken();
        } catch (IOException e) {
            throw malformed(e);
        }
    }

    private String text() {
        try {
            return parser.getText();
        } catch (IOException e) {
            throw malformed(e);
        }
    }
}
