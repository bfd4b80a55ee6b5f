package cerb.backup.operation.cache;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.TransientException;
import cerb.backup.format.Id;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Finding.Severity;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink that is another place than the one which holds what is away: a disk that is not mounted, a mistyped prefix, a name that was changed. */
class StrangeSinkTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path root;
    private CacheScene scene;

    @AfterEach
    void close() {
        scene.close();
    }

    private Id twoCheckpoints(String... sinks) {
        scene = new CacheScene(root, sinks);
        scene.helpdesk.write("mail/first", content(1, SIZE));
        scene.checkpoint();
        scene.helpdesk.write("mail/second", content(2, SIZE));
        return scene.checkpoint();
    }

    private void assertNothingIsLost() {
        assertThat(scene.engine.files().compare()).hasSize(1);
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
        assertNoDamage();
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
    }

    private void assertNoDamage() {
        assertThat(scene.findings).extracting(Finding::severity).doesNotContain(Severity.DAMAGE);
    }

    @Test
    void emptyOneProvesNothingAndGetsNothing() throws IOException {
        Id last = twoCheckpoints("one");
        scene.mirror();
        Path kept = Files.move(scene.sink("one"), root.resolve("kept"));
        scene.restart();
        Files.createDirectories(scene.sink("one"));
        assertNothingIsLost();
        assertThatThrownBy(() -> scene.restore(last)).isInstanceOf(TransientException.class).hasMessageContaining("has no config");
        assertThatThrownBy(() -> scene.mirrors.get("one").next()).isInstanceOf(OperationException.class).hasMessageContaining("kept there alone");
        assertThat(scene.sink("one")).isEmptyDirectory();
        Files.delete(scene.sink("one"));
        Files.move(kept, scene.sink("one"));
        assertThat(scene.engine.files().compare()).isEmpty();
        scene.mirror();
        scene.assertRestores(last);
    }

    /** By a link, a mount or a server on this machine: what it drops as held there is dropped there, too. */
    @Test
    void repositoryItselfIsNoSecondCopy() throws IOException {
        Files.createSymbolicLink(root.resolve("sink-one"), Files.createDirectories(root.resolve("repository")));
        Id last = twoCheckpoints("one");
        assertThatThrownBy(() -> scene.mirrors.get("one").next()).isInstanceOf(OperationException.class).hasMessageContaining("the directory of the repository itself");
        assertThat(scene.away()).isZero();
        assertThat(root.resolve("repository/locks")).as("the lock is given back").isEmptyDirectory();
        scene.assertRestores(last);
    }

    @Test
    void twoSinksInOnePlaceAreOneCopy() throws IOException {
        Files.createSymbolicLink(root.resolve("sink-two"), Files.createDirectories(root.resolve("sink-one")));
        twoCheckpoints("one", "two");
        scene.mirror("one");
        assertThatThrownBy(() -> scene.mirrors.get("two").next()).isInstanceOf(OperationException.class).hasMessageContaining("the place of sink one");
        scene.mirror("one");
        assertThat(scene.mirrors.get("one").backlog().isEmpty()).isTrue();
        assertThat(scene.away()).as("each is wanted at two places").isZero();
    }

    @Test
    void anotherRepositoryProvesNothing() throws IOException {
        twoCheckpoints("one");
        scene.mirror();
        Files.move(scene.sink("one"), root.resolve("kept"));
        Files.createDirectories(scene.sink("one"));
        Files.write(scene.sink("one").resolve("config"), new byte[100]);
        assertNothingIsLost();
    }

    /** One of two may begin anew: it gets what the other has. */
    @Test
    void emptyOneBesideAnotherIsFilledFromThat() throws IOException {
        Id last = twoCheckpoints("one", "two");
        scene.mirror();
        Files.move(scene.sink("one"), root.resolve("kept"));
        scene.restart();
        scene.mirror();
        assertNoDamage();
        Files.move(scene.sink("two"), root.resolve("kept-two"));
        scene.assertRestores(last);
    }

    @Test
    void oneThatWasAddedHoldsEverythingInTheEnd() {
        twoCheckpoints("one", "two");
        scene.packsAtSinks = Set.of("one");
        scene.restart();
        scene.mirror();
        AwayPacks before = AwayPacks.read(scene.helpdesk.repository);
        assertThatThrownBy(() -> before.demandHeldBy(Set.of("two"))).isInstanceOf(OperationException.class);
        scene.packsAtSinks = Set.of("one", "two");
        scene.restart();
        scene.mirror();
        AwayPacks.read(scene.helpdesk.repository).demandHeldBy(Set.of("two"));
        assertThat(AwayPacks.read(scene.helpdesk.repository).all()).isNotEmpty();
    }
}
