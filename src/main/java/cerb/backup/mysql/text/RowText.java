package cerb.backup.mysql.text;

import cerb.backup.mysql.Identifier;
import cerb.backup.mysql.schema.Table;
import cerb.backup.mysql.schema.script.SqlScript;
import java.nio.charset.StandardCharsets;
import java.sql.ResultSet;
import java.sql.SQLException;

/**
 * Writes the rows of one chunk as INSERT statements into a buffer that its reader empties. Memory: the buffer, which holds at
 * least one row, and a row more where there is JSON. Not thread-safe.
 */
public final class RowText {
    private static final byte[] NEXT_ROW = {',', '\n'};
    private static final byte[] NO_VALUES = {'(', ')'};
    private static final byte[] END = {';', '\n'};
    private static final String HISTORY = "SET SESSION system_versioning_insert_history=1;\n";

    private final ValueText[] values;
    private final int keyColumns;
    private final byte[] header;
    private final byte[] insert;
    private final ByteText out = new ByteText(96 << 10);
    /** The current row as it is summed up; null where that is its text. */
    private final ByteText compared;
    private final StatementBreak statementBreak = new StatementBreak();
    private final RowChecksum checksum = new RowChecksum();
    private int statementLength = -1;
    private long rows;

    /** For rows of this table's {@link Table#select()}. */
    public RowText(Table table) {
        this.values = table.columns().stream().map(ValueText::new).toArray(ValueText[]::new);
        this.keyColumns = table.key().map(key -> key.columns().size()).orElse(values.length);
        this.compared = table.holdsJson() ? new ByteText(1 << 10) : null;
        this.header = (SqlScript.HEADER + (table.versioned() ? HISTORY : "")).getBytes(StandardCharsets.UTF_8);
        this.insert = ("INSERT INTO " + Identifier.quote(table.name()) + " (" + table.columnList() + ") VALUES\n").getBytes(StandardCharsets.UTF_8);
    }

    /** The header which each file has. */
    public void begin() {
        out.append(header);
    }

    /** Appends the result's current row. */
    public void append(ResultSet result) throws SQLException {
        int separator = out.length();
        boolean open = statementLength >= 0;
        out.append(open ? NEXT_ROW : insert);
        int start = out.length();
        int keyEnd = row(result);
        int length = out.length() - start;
        if (compared == null) {
            checksum.add(out.bytes(), start, length);
        } else {
            checksum.add(compared.bytes(), 0, compared.length());
            compared.truncate(0);
        }
        rows++;
        boolean last = statementBreak.isAfter(out.bytes(), start, keyEnd, length);
        if (open && statementLength + length > StatementBreak.LONGEST) {
            out.truncate(start + length);
            out.bytes()[separator] = ';';
            out.insert(start, insert);
            statementLength = 0;
        }
        statementLength = Math.max(statementLength, 0) + length;
        if (last) {
            end();
        }
    }

    /** Returns where the key ends. */
    private int row(ResultSet result) throws SQLException {
        if (values.length == 0) {
            // All columns are generated.
            out.append(NO_VALUES);
            return out.length();
        }
        int keyEnd = 0;
        byte before = '(';
        for (int i = 0; i < values.length; i++) {
            out.append(before);
            int begin = out.length();
            byte[] value = result.getBytes(i + 1);
            values[i].append(value, out);
            if (compared != null) {
                compared.append(before);
                values[i].appendCompared(value, out, begin, compared);
            }
            before = ',';
            if (i + 1 == keyColumns) {
                keyEnd = out.length();
            }
        }
        out.append((byte) ')');
        return keyEnd;
    }

    /** Ends the statement, if one is open. */
    public void end() {
        if (statementLength >= 0) {
            out.append(END);
            statementLength = -1;
        }
    }

    /** True if a part that is long enough should end here: a statement has ended, and its last row is one of those that say so. */
    public boolean endsPart() {
        return statementLength < 0 && statementBreak.endsPart();
    }

    /** What was appended since {@link #clear()}, from 0 to {@link #length()}. */
    public byte[] bytes() {
        return out.bytes();
    }

    /** Bytes appended since {@link #clear()}. */
    public int length() {
        return out.length();
    }

    /** Forgets what has been taken. */
    public void clear() {
        out.truncate(0);
    }

    /** Rows appended. */
    public long rows() {
        return rows;
    }

    /** Checksum of the rows appended. */
    public RowChecksum checksum() {
        return checksum;
    }
}
