package cerb.backup.mysql.text;

import java.math.BigInteger;
import java.nio.charset.StandardCharsets;

/**
 * What of a JSON text stays the same once MySQL has read it and prints it again (MySQL manual, "The JSON Data Type"): in text there is no DECIMAL, so a number with
 * a point or an exponent, or of more than 64 bits, becomes the double that is next to it. Strings and structure stay, for the text is a server's own.
 */
final class JsonText {
    /** Numbers of as many characters are of less than 64 bits. */
    private static final int SURELY_SHORT = 18;

    private JsonText() {
    }

    /** Appends it, in which a double is no text but its bits. */
    static void append(byte[] json, ByteText out) {
        int from = 0;
        int at = 0;
        while (at < json.length) {
            if (json[at] == '"') {
                at = endOfString(json, at);
            } else if (json[at] == '-' || isDigit(json[at])) {
                int end = endOfNumber(json, at);
                if (isDouble(json, at, end)) {
                    out.append(json, from, at - from);
                    appendDouble(json, at, end, out);
                    from = end;
                }
                at = end;
            } else {
                at++;
            }
        }
        out.append(json, from, json.length - from);
    }

    private static int endOfString(byte[] json, int begin) {
        int at = begin + 1;
        while (at < json.length && json[at] != '"') {
            at += json[at] == '\\' ? 2 : 1;
        }
        return Math.min(json.length, at + 1);
    }

    private static int endOfNumber(byte[] json, int begin) {
        int at = begin + 1;
        while (at < json.length && (isDigit(json[at]) || ".eE+-".indexOf(json[at]) >= 0)) {
            at++;
        }
        return at;
    }

    private static boolean isDigit(byte b) {
        return b >= '0' && b <= '9';
    }

    private static boolean isDouble(byte[] json, int begin, int end) {
        for (int i = begin + 1; i < end; i++) {
            if (!isDigit(json[i])) {
                return true;
            }
        }
        if (end - begin <= SURELY_SHORT) {
            return false;
        }
        BigInteger number = new BigInteger(number(json, begin, end));
        return number.bitLength() > (number.signum() < 0 ? 63 : 64);
    }

    private static void appendDouble(byte[] json, int begin, int end, ByteText out) {
        long bits = Double.doubleToLongBits(Double.parseDouble(number(json, begin, end)));
        out.append((byte) '.');
        for (int shift = 56; shift >= 0; shift -= 8) {
            out.append((byte) (bits >>> shift));
        }
    }

    private static String number(byte[] json, int begin, int end) {
        return new String(json, begin, end - begin, StandardCharsets.US_ASCII);
    }
}
