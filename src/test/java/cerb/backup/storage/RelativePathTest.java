package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.file.Path;
import java.util.List;
import org.junit.jupiter.api.Test;

class RelativePathTest {
    @Test
    void isMadeOfNames() {
        RelativePath path = RelativePath.of("attachments/8/q");
        assertThat(path).isEqualTo(RelativePath.ROOT.child(FileName.of("attachments")).child(FileName.of("8")).child(FileName.of("q")));
        assertThat(path.parent()).isEqualTo(RelativePath.of("attachments/8"));
        assertThat(path.name()).isEqualTo(FileName.of("q"));
        assertThat(RelativePath.of("attachments").parent()).isEqualTo(RelativePath.ROOT);
        assertThat(path.in(Path.of("/storage"))).isEqualTo(Path.of("/storage/attachments/8/q"));
        assertThat(RelativePath.ROOT.in(Path.of("/storage"))).isEqualTo(Path.of("/storage"));
    }

    @Test
    void isFollowedByWhatLiesBelowIt() {
        List<RelativePath> sorted = List.of("", "a", "a/b", "a/b/c", "a/c", "a!", "a-b", "b").stream().map(RelativePath::of).toList();
        assertThat(sorted.stream().sorted()).isEqualTo(sorted);
    }

    @Test
    void startsWithWholeNamesOnly() {
        assertThat(RelativePath.of("a/b").startsWith(RelativePath.of("a"))).isTrue();
        assertThat(RelativePath.of("ab").startsWith(RelativePath.of("a"))).isFalse();
        assertThat(RelativePath.of("a").startsWith(RelativePath.of("a/b"))).isFalse();
        assertThat(RelativePath.of("a").startsWith(RelativePath.ROOT)).isTrue();
    }

    @Test
    void refusesToLeadOutOfTheRoot() {
        for (String text : List.of("/a", "a/", "a//b", "../a", "a/./b")) {
            assertThatThrownBy(() -> RelativePath.of(text)).isInstanceOf(IllegalArgumentException.class);
        }
    }
}
