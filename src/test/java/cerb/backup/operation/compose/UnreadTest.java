package cerb.backup.operation.compose;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.storage.RelativePath;
import java.util.Set;
import org.junit.jupiter.api.Test;

class UnreadTest {
    private final Unread unread = new Unread();

    @Test
    void holdsWhatLiesBelowWhatCannotBeRead() {
        unread.replace(Set.of(), Set.of(RelativePath.of("attachments/3"), RelativePath.of("resources/1/a/7")));
        assertThat(Set.of("attachments/3", "attachments/3/a/63", "resources/1/a/7")).allMatch(unread::holds);
        assertThat(Set.of("attachments", "attachments/30", "resources/1/a/70", "resources/1/a", "", "../attachments/3", "/attachments/3")).noneMatch(unread::holds);
        unread.replace(unread.paths(), Set.of());
        assertThat(unread.holds("attachments/3/a/63")).isFalse();
    }
}
