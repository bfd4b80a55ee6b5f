package cerb.backup.mysql.load.text;

import cerb.backup.mysql.DatabaseException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.Arrays;

/**
 * Splits SQL text as {@link cerb.backup.mysql.schema.script.SqlScript} writes it: a statement ends where a line ends with the delimiter; a line {@code DELIMITER x}
 * sets it; lines that begin with {@code --} between statements are comments. Holds one statement. Not thread-safe.
 */
public final class StatementReader {
    private static final byte[] SET_DELIMITER = "DELIMITER ".getBytes(StandardCharsets.US_ASCII);
    private static final byte[] COMMENT = "--".getBytes(StandardCharsets.US_ASCII);

    private final InputStream in;
    private final String name;
    private byte[] buffer = new byte[256 << 10];
    private byte[] delimiter = {';'};
    private int begin;
    private int end;
    private int statementBegin;
    private int statementEnd;

    /** {@code name} is what messages call the text. */
    public StatementReader(InputStream in, String name) {
        this.in = in;
        this.name = name;
    }

    /** The next statement without its delimiter; null at the end. */
    public String next() throws IOException {
        return skip() ? text(statementBegin, statementEnd) : null;
    }

    /** The bytes of the statement that was just answered or skipped, without its delimiter. */
    public int length() {
        return statementEnd - statementBegin;
    }

    /** Goes past the next statement; false at the end. */
    public boolean skip() throws IOException {
        int scanned = begin;
        int line = begin;
        while (true) {
            int newline = indexOfNewline(scanned);
            if (newline < 0) {
                int shift = begin;
                scanned = end - shift;
                line -= shift;
                if (!fill()) {
                    demandWhole();
                    return false;
                }
                continue;
            }
            scanned = newline + 1;
            if (line == begin && isBetweenStatements(line, newline)) {
                begin = scanned;
            } else if (endsWith(line, newline, delimiter)) {
                statementBegin = begin;
                statementEnd = newline - delimiter.length;
                begin = scanned;
                return true;
            }
            line = scanned;
        }
    }

    private int indexOfNewline(int from) {
        for (int i = from; i < end; i++) {
            if (buffer[i] == '\n') {
                return i;
            }
        }
        return -1;
    }

    /** Deals with an empty line, a comment, or a new delimiter. */
    private boolean isBetweenStatements(int line, int newline) {
        if (startsWith(line, newline, SET_DELIMITER)) {
            delimiter = Arrays.copyOfRange(buffer, line + SET_DELIMITER.length, newline);
            return true;
        }
        return line == newline || startsWith(line, newline, COMMENT);
    }

    private boolean startsWith(int line, int newline, byte[] word) {
        return newline - line >= word.length && Arrays.equals(buffer, line, line + word.length, word, 0, word.length);
    }

    private boolean endsWith(int line, int newline, byte[] word) {
        return newline - line >= word.length && Arrays.equals(buffer, newline - word.length, newline, word, 0, word.length);
    }

    /** Reads on; false at the end of the input. What was read of the statement moves to the buffer's begin. */
    private boolean fill() throws IOException {
        if (begin > 0) {
            System.arraycopy(buffer, begin, buffer, 0, end - begin);
            end -= begin;
            begin = 0;
        }
        if (end == buffer.length) {
            buffer = Arrays.copyOf(buffer, Math.multiplyExact(2, end));
        }
        int count = in.read(buffer, end, buffer.length - end);
        end += Math.max(count, 0);
        return count >= 0;
    }

    private void demandWhole() {
        if (begin < end) {
            throw new DatabaseException("reading " + name + " failed: it ends in the middle of a statement",
                    "Check the backup it comes from; the file is cut short.");
        }
    }

    private String text(int from, int to) {
        try {
            return StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(buffer, from, to - from)).toString();
        } catch (CharacterCodingException e) {
            throw new DatabaseException("reading " + name + " failed: it is not UTF-8",
                    "Check the backup it comes from, or save the file in UTF-8.", e);
        }
    }
}
