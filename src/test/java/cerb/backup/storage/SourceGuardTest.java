package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.storage.SourceGuard.Sighting;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class SourceGuardTest {
    @TempDir
    Path root;

    @Test
    void stopsAtADirectoryThatIsSuddenlyEmpty() {
        var guard = new SourceGuard(root, false);
        assertThatThrownBy(() -> guard.beforeWalk(Optional.of(new Sighting(-1, 1_000)))).isInstanceOf(SourceGoneException.class)
                .hasMessageContaining("is empty, but held 1000 files").hasMessageContaining("mount it").hasMessageContaining("storage.allow-empty");
    }

    @Test
    void takesAnEmptyDirectoryThatNeverHeldAnything() throws IOException {
        long device = Attributes.read(root).device();
        assertThat(new SourceGuard(root, false).beforeWalk(Optional.empty())).isEqualTo(device);
        assertThat(new SourceGuard(root, false).beforeWalk(Optional.of(new Sighting(device, 0)))).isEqualTo(device);
    }

    @Test
    void stopsWhenNineTenthsAreGone() {
        var guard = new SourceGuard(root, false);
        var earlier = Optional.of(new Sighting(1, 1_000));
        assertThatThrownBy(() -> guard.afterWalk(earlier, new Sighting(1, 99))).isInstanceOf(SourceGoneException.class);
        assertThatCode(() -> guard.afterWalk(earlier, new Sighting(1, 100))).doesNotThrowAnyException();
        assertThatCode(() -> guard.afterWalk(Optional.of(new Sighting(1, 19)), new Sighting(1, 0))).doesNotThrowAnyException();
    }

    @Test
    void goesOnWhenTheOperatorHasConfirmed() throws IOException {
        var guard = new SourceGuard(root, true);
        assertThat(guard.beforeWalk(Optional.of(new Sighting(1, 1_000)))).isPositive();
        assertThatCode(() -> guard.afterWalk(Optional.of(new Sighting(1, 1_000)), new Sighting(1, 0))).doesNotThrowAnyException();
    }

    @Test
    void namesAMissingDirectory() {
        assertThatThrownBy(() -> new SourceGuard(root.resolve("gone"), false).beforeWalk(Optional.empty()))
                .isInstanceOf(SourceGoneException.class).hasMessageContaining("does not exist");
    }

    @Test
    void followsARootThatIsALink() throws IOException {
        Path link = Files.createSymbolicLink(root.resolve("link"), root);
        assertThat(new SourceGuard(link, false).beforeWalk(Optional.of(new Sighting(-1, 5)))).isPositive();
    }
}
