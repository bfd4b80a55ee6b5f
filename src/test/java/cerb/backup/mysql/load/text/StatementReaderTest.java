package cerb.backup.mysql.load.text;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.mysql.DatabaseException;
import java.io.ByteArrayInputStream;
import java.io.FilterInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.Test;

class StatementReaderTest {
    @Test
    void endsStatementsAtTheDelimiterThatEndsALine() throws IOException {
        String text = "-- comment;\n\nSET a=1;\nINSERT INTO t VALUES\n(1,';'),\n(2,'x');\nDELIMITER ;;\nCREATE x BEGIN\nSELECT 1;\n-- kept\nEND;;\nDELIMITER ;\nSET b=2;\n";
        assertThat(statements(bytes(text)))
                .containsExactly("SET a=1", "INSERT INTO t VALUES\n(1,';'),\n(2,'x')", "CREATE x BEGIN\nSELECT 1;\n-- kept\nEND",
                "SET b=2");
    }

    @Test
    void readsTheSameHoweverTheBytesArrive() throws IOException {
        String text = "SET a='" + "\u00e9".repeat(400_000) + "';\nSET b=2;\n";
        InputStream oneByOne = new FilterInputStream(bytes(text)) {
            private int call;

            @Override
            public int read(byte[] target, int offset, int length) throws IOException {
                return super.read(target, offset, Math.min(length, 1 + call++ % 4099));
            }
        };
        assertThat(statements(oneByOne)).isEqualTo(statements(bytes(text))).hasSize(2);
    }

    @Test
    void refusesTextThatEndsEarlyOrIsNotUtf8() {
        assertThatThrownBy(() -> statements(bytes("SET a=1;\nINSERT INTO t VALUES\n(1),\n"))).isInstanceOf(DatabaseException.class)
                .hasMessageContaining("ends in the middle");
        assertThatThrownBy(() -> statements(new ByteArrayInputStream("SET a='\u00e9';\n".getBytes(StandardCharsets.ISO_8859_1))))
                .isInstanceOf(DatabaseException.class).hasMessageContaining("not UTF-8");
    }

    private static InputStream bytes(String text) {
        return new ByteArrayInputStream(text.getBytes(StandardCharsets.UTF_8));
    }

    private static List<String> statements(InputStream in) throws IOException {
        StatementReader reader = new StatementReader(in, "test.sql");
        List<String> statements = new ArrayList<>();
        for (String sql = reader.next(); sql != null; sql = reader.next()) {
            statements.add(sql);
        }
        return statements;
    }
}
