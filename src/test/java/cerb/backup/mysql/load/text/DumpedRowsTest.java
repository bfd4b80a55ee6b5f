package cerb.backup.mysql.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class DumpedRowsTest {
    private static final String HEADER = "SET NAMES utf8mb4;\nSET SESSION time_zone='+00:00';\n";
    private static final String INSERT = "INSERT INTO `a``t (x` (`id`,`na``me`,`data`) VALUES";

    private static List<DumpedRow> rows(String text) throws IOException {
        InputStream slow = new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8)) {
            @Override
            public synchronized int read(byte[] into, int offset, int length) {
                return super.read(into, offset, Math.min(7, length));
            }
        };
        DumpedRows rows = new DumpedRows(slow);
        List<DumpedRow> all = new ArrayList<>();
        for (DumpedRow row = rows.next(); row != null; row = rows.next()) {
            all.add(row);
        }
        return all;
    }

    @Test
    void valuesOfEveryKindAreRead() throws IOException {
        List<DumpedRow> rows = rows(HEADER + INSERT + "\n(-1,'it\\'s, (\\\\) \\n\\r\\0\\Z ü',NULL),\n(2,_binary '),\\'(',0x00FF),\n(3,_latin1 0xFC,ST_GeomFromWKB(0x01,'a,b'));\n"
                + INSERT + "\n(4,'',_binary 0x41);\n");
        assertThat(rows).extracting(row -> row.number("id")).containsExactly(-1L, 2L, 3L, 4L);
        assertThat(rows).extracting(row -> row.text("na`me")).containsExactly("it's, (\\) \n\r\0\u001a ü", "),'(", "ü", "");
        assertThat(rows.get(0).bytes("data")).isNull();
        assertThat(rows.get(1).bytes("data")).containsExactly(0, 0xff);
        assertThat(rows.get(3).bytes("data")).containsExactly('A');
        assertThat(rows.get(0).text("no such column")).isEmpty();
        assertThat(rows.get(0).number("data")).as("NULL").isZero();
    }

    @Test
    void aRowIsAStatementOfItsOwn() throws IOException {
        assertThat(new String(rows(INSERT + "\n(1,'ü',2),\n(3,'b',4);\n").get(0).statement(), StandardCharsets.UTF_8)).isEqualTo(INSERT + "\n(1,'ü',2)");
    }

    @Test
    void aRowLongerThanTheBufferIsRead() throws IOException {
        String large = "x".repeat(300_000);
        assertThat(rows(INSERT + "\n(1,'" + large + "',2);\n").get(0).text("na`me")).isEqualTo(large);
    }

    @Test
    void whatIsCutShortIsNotTakenForARow() {
        assertThatThrownBy(() -> rows(INSERT + "\n(1,'a',2),\n(3,'b")).isInstanceOf(IOException.class).hasMessageContaining("in the middle of a line");
        assertThatThrownBy(() -> rows(INSERT + "\n(1,'a'),\n")).isInstanceOf(DatabaseException.class).hasMessageContaining("2 values for 3 columns");
    }
}
