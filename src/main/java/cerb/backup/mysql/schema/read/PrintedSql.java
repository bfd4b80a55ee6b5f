package cerb.backup.mysql.schema.read;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.Session;
import java.io.ByteArrayOutputStream;
import java.nio.ByteBuffer;
import java.nio.charset.CharacterCodingException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.HexFormat;
import java.util.List;

/** SQL text as servers print it: names in backticks, literals in apostrophes. */
final class PrintedSql {
    private PrintedSql() {
    }

    /** The first row of what {@code SHOW CREATE} answers; SQL's NULL is null. */
    static List<String> row(Session session, String show) {
        List<String> row = new ArrayList<>();
        session.byteRows(show).get(0).forEach(value -> row.add(value == null ? null : decode(value)));
        return row;
    }

    /**
     * From a server's bytes, which are UTF-8 but for literals in the bytes of another character set, such as the default of a BINARY column (MariaDB) or
     * what follows {@code _latin1} in a view (MySQL): they become hexadecimal ones.
     */
    static String decode(byte[] printed) {
        if (isUtf8(printed)) {
            return new String(printed, StandardCharsets.UTF_8);
        }
        String bytes = new String(printed, StandardCharsets.ISO_8859_1);
        StringBuilder text = new StringBuilder(bytes.length());
        for (int i = 0; i < bytes.length();) {
            int end = bytes.charAt(i) < 0x80 ? end(bytes, i) : endOfText(bytes, i);
            byte[] piece = Arrays.copyOfRange(printed, i, end);
            if (isUtf8(piece)) {
                text.append(new String(piece, StandardCharsets.UTF_8));
            } else {
                // The blank keeps it apart from an introducer such as _latin1.
                text.append(' ').append(hexadecimal(bytes.substring(i, end)));
            }
            i = end;
        }
        return text.toString();
    }

    private static boolean isUtf8(byte[] bytes) {
        try {
            StandardCharsets.UTF_8.newDecoder().decode(ByteBuffer.wrap(bytes));
            return true;
        } catch (CharacterCodingException e) {
            return false;
        }
    }

    private static int endOfText(String bytes, int begin) {
        int end = begin;
        while (end < bytes.length() && bytes.charAt(end) >= 0x80) {
            end++;
        }
        return end;
    }

    /** {@code literal} has a char for each byte. */
    private static String hexadecimal(String literal) {
        if (literal.charAt(0) != '\'') {
            throw new DatabaseException("reading a definition failed: the server printed a name that is not UTF-8: " + literal,
                    "Rename what has this name.");
        }
        var value = new ByteArrayOutputStream();
        for (int i = 1; i < literal.length() - 1; i++) {
            char c = literal.charAt(i);
            if (c == '\\' || c == '\'') {
                i++;
            }
            value.write(c == '\\' ? escaped(literal.charAt(i)) : c);
        }
        return "X'" + HexFormat.of().formatHex(value.toByteArray()) + "'";
    }

    private static char escaped(char c) {
        return switch (c) {
            case '0' -> '\0';
            case 'n' -> '\n';
            case 'r' -> '\r';
            case 't' -> '\t';
            case 'b' -> '\b';
            case 'Z' -> 0x1A;
            default -> c;
        };
    }

    /** Without the name of a schema before other names; what literals and other names contain stays as it is. */
    static String withoutQualifier(String sql, String schema) {
        String qualifier = Identifier.quote(schema) + ".";
        StringBuilder text = new StringBuilder(sql.length());
        int i = 0;
        while (i < sql.length()) {
            if (sql.startsWith(qualifier, i)) {
                i += qualifier.length();
            } else {
                int end = end(sql, i);
                text.append(sql, i, end);
                i = end;
            }
        }
        return text.toString();
    }

    /** Where the literal or name ends that begins here; after one character if none does. */
    private static int end(String sql, int begin) {
        char quote = sql.charAt(begin);
        if (quote != '\'' && quote != '`') {
            return begin + 1;
        }
        int i = begin + 1;
        while (i < sql.length()) {
            boolean escape = quote == '\'' && sql.charAt(i) == '\\';
            boolean doubled = sql.startsWith("" + quote + quote, i);
            if (sql.charAt(i) == quote && !doubled) {
                return i + 1;
            }
            i += escape || doubled ? 2 : 1;
        }
        return sql.length();
    }
}
