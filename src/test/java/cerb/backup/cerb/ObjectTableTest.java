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
    void someHaveChecksums() {
        assertThat(ObjectTable.hashedNamespaces()).containsExactlyInAnyOrder("attachments", "record_changeset");
        assertThat(ObjectTable.ALL.get(1).newestOnDiskQuery()).contains("`message`").contains(ObjectTable.DISK);
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
