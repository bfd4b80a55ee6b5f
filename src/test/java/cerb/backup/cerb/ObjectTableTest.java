package cerb.backup.cerb;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Set;
import org.junit.jupiter.api.Test;

class ObjectTableTest {
    @Test
    void olderVersionsLackSome() {
        assertThat(ObjectTable.among(Set.of("attachment", "message", "ticket"))).extracting(ObjectTable::namespace)
                .containsExactly("attachments", "message_content");
        assertThat(ObjectTable.ofNamespace("resources")).hasValueSatisfying(table -> assertThat(table.table()).isEqualTo("resource"));
    }

    @Test
    void queriesNameTheChecksumOnlyWhereThereIsOne() {
        assertThat(ObjectTable.ALL.get(0).diskObjectsQuery()).contains("storage_sha1hash").contains("`attachment`");
        assertThat(ObjectTable.ALL.get(1).diskObjectsQuery()).contains("NULL").contains("`message`");
    }

    @Test
    void searchIndexesCanBeBuiltAgainButNotTheirDefinitions() {
        assertThat(SkippableTables.isSearchIndex("fulltext_message_content")).isTrue();
        assertThat(SkippableTables.isSearchIndex("search_index_12")).isTrue();
        assertThat(SkippableTables.isSearchIndex("search_index_tokens")).isTrue();
        assertThat(SkippableTables.isSearchIndex("search_index")).isFalse();
        assertThat(SkippableTables.VOLATILE).doesNotContain("context_alias", "mail_queue");
    }
}
