package cerb.backup.cerb;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class StorageKeyTest {
    @ParameterizedTest
    @CsvSource({"attachments,1,8/q/1", "attachments,2,m/a/2", "attachments,3,d/8/3", "attachments,12345,o/v/12345", "attachments,1000000,b/b/1000000",
        "message_content,1,u/r/1", "message_content,2,e/q/2", "message_content,12345,b/8/12345"})
    void isWhereCerbPutsTheObject(String namespace, long id, String expected) {
        assertThat(StorageKey.of(namespace, id)).hasToString(expected);
        assertThat(StorageKey.of(namespace, id).path(namespace)).isEqualTo(namespace + "/" + expected);
    }

    @Test
    void refusesKeysThatLeadElsewhere() {
        assertThatThrownBy(() -> new StorageKey("8/q/../../etc")).isInstanceOf(IllegalArgumentException.class);
        assertThat(StorageKey.isKey("8/q/1")).isTrue();
        assertThat(StorageKey.isKey("8/z/1")).isFalse();
    }
}
