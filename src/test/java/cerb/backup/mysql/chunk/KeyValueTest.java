package cerb.backup.mysql.chunk;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.mysql.schema.TableKey;
import java.nio.charset.StandardCharsets;
import java.util.List;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class KeyValueTest {
    private static final TableKey KEY = new TableKey("PRIMARY", List.of(column("n", "bigint", ColumnKind.NUMBER), column("t", "varchar", ColumnKind.TEXT),
            column("b", "binary", ColumnKind.BYTES)));

    private static Column column(String name, String type, ColumnKind kind) {
        return new Column(name, type, kind, "utf8mb4", "utf8mb4_bin", false, false);
    }

    @Property(tries = 300)
    void aNameTellsTheKeyExactly(@ForAll long number, @ForAll @Size(max = 20) byte[] text, @ForAll @Size(max = 16) byte[] bytes) {
        byte[] digits = Long.toString(number).getBytes(StandardCharsets.US_ASCII);
        String name = KeyValue.of(KEY, List.of(digits, text, bytes)).name();
        KeyValue parsed = KeyValue.parse(KEY, name).orElseThrow();
        assertThat(parsed.bytes(KEY, 0)).isEqualTo(digits);
        assertThat(parsed.bytes(KEY, 1)).isEqualTo(text);
        assertThat(parsed.bytes(KEY, 2)).isEqualTo(bytes);
        assertThat(name).matches("[0-9A-Za-z_,%-]*");
    }

    @Test
    void aNameOfAnotherKeyIsNoBorder() {
        assertThat(KeyValue.parse(KEY, "0000000001,abc")).isEmpty();
        assertThat(KeyValue.parse(KEY, "1 OR 1=1,abc,00")).isEmpty();
        assertThat(KeyValue.parse(KEY, "1,it's,00")).isEmpty();
        assertThat(KeyValue.parse(KEY, "1,abc,0")).isEmpty();
        assertThat(KeyValue.parse(KEY, "0000000001,abc,00ff")).isPresent();
    }
}
