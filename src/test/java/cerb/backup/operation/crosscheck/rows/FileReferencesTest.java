package cerb.backup.operation.crosscheck.rows;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import org.junit.jupiter.api.Test;

class FileReferencesTest {
    private static final String SHA1 = "0123456789ABCDEF0123456789abcdef01234567";

    private static Map<String, Object> row(Object id, Object path, Object size, Object sha1) {
        Map<String, Object> row = new HashMap<>();
        row.put("id", id);
        row.put("path", path);
        row.put("size", size);
        row.put("sha1", sha1);
        return row;
    }

    private static byte[] bytes(String text) {
        return text.getBytes(StandardCharsets.UTF_8);
    }

    private static FileReferences asked(List<Map<String, Object>> rows) throws Exception {
        FileReferences references = new FileReferences();
        references.ask((table, row) -> {
            assertThat(table).isEqualTo(RowSource.OWN_QUERY);
            rows.forEach(row);
            return true;
        });
        return references;
    }

    @Test
    void keepsEachRowOfAPathWhateverTheDriverMakesOfIt() throws Exception {
        FileReferences rows = asked(List.of(row(1, "gro\u00df", 5, null), row("two", bytes("gro\u00df"), 6L, SHA1), row(3, null, null, null), row(4, "other", null, "no hash"), row(5, "", 1, SHA1)));
        assertThat(rows.isAsked()).isTrue();
        assertThat(rows.count()).isEqualTo(3);
        assertThat(rows.empty()).as("NULL, and an empty path").isEqualTo(2);
        int second = rows.first(bytes("gro\u00df"));
        assertThat(List.of(rows.size(second), rows.sha1(second))).isEqualTo(List.of(6L, SHA1.toLowerCase()));
        int first = rows.next(second);
        assertThat(List.of(rows.size(first), rows.sha1(first))).isEqualTo(List.of(5L, ""));
        assertThat(rows.next(first)).isNegative();
        assertThat(rows.size(rows.first(bytes("other")))).as("which it does not say").isNegative();
        assertThat(rows.first(bytes("none"))).isNegative();
        rows.clear();
        assertThat(rows.first(bytes("other"))).isNegative();
        assertThat(rows.isAsked()).isFalse();
    }

    @Test
    void findsEveryPathWhenItHasGrown() throws Exception {
        FileReferences rows = new FileReferences();
        for (int i = 0; i < 5000; i++) {
            rows.add(FileReference.of(row(i, "f/" + i / 2, i, i % 3 == 0 ? "%040x".formatted(i + 1) : null)));
        }
        for (int i = 0; i < 5000; i += 2) {
            int last = rows.first(bytes("f/" + i / 2));
            assertThat(rows.size(last)).isEqualTo(i + 1);
            assertThat(rows.size(rows.next(last))).isEqualTo(i);
            assertThat(rows.sha1(rows.next(last))).isEqualTo(i % 3 == 0 ? "%040x".formatted(i + 1) : "");
            assertThat(rows.rowHash(last)).isNotEqualTo(rows.rowHash(rows.next(last)));
        }
    }

    @Test
    void aRowThatHasChangedIsAnother() {
        FileReference row = FileReference.of(row(1, "a", 5, SHA1));
        assertThat(FileReference.of(row(1L, bytes("a"), 5L, SHA1.toLowerCase())).rowHash()).isEqualTo(row.rowHash());
        assertThat(List.of(row(2, "a", 5, SHA1), row(1, "b", 5, SHA1), row(1, "a", 6, SHA1), row(1, "a", 5, null))).noneMatch(other -> FileReference.of(other).rowHash() == row.rowHash());
    }

    @Test
    void aQueryWithoutItsColumnsIsToldWhatToName() {
        assertThatThrownBy(() -> FileReference.of(Map.of("id", 1, "file", "a"))).hasMessageContaining("the query has no column path").hasMessageContaining("SELECT ... AS path");
        assertThatThrownBy(() -> FileReference.of(Map.of("path", "a"))).hasMessageContaining("no column id");
    }
}
