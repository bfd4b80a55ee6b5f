package cerb.backup.mysql.text;

/** Well-formed UTF-8 (Unicode standard, table 3-7). */
final class Utf8 {
    private Utf8() {
    }

    /** Length of the well-formed sequence of two to four bytes that begins at {@code i}, where a byte above 0x7f stands; 0 if there is none. */
    static int sequenceLength(byte[] b, int i) {
        int first = b[i] & 0xff;
        int left = b.length - i;
        if (first < 0xc2 || first > 0xf4 || left < 2) {
            return 0;
        }
        int second = b[i + 1] & 0xff;
        if (first < 0xe0) {
            return isContinuation(second) ? 2 : 0;
        }
        if (second < lowestSecond(first) || second > highestSecond(first) || left < 3 || !isContinuation(b[i + 2])) {
            return 0;
        }
        if (first < 0xf0) {
            return 3;
        }
        return left >= 4 && isContinuation(b[i + 3]) ? 4 : 0;
    }

    private static boolean isContinuation(int b) {
        return (b & 0xc0) == 0x80;
    }

    private static int lowestSecond(int first) {
        return first == 0xe0 ? 0xa0 : first == 0xf0 ? 0x90 : 0x80;
    }

    private static int highestSecond(int first) {
        return first == 0xed ? 0x9f : first == 0xf4 ? 0x8f : 0xbf;
    }
}
