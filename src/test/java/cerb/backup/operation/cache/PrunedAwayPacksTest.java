package cerb.backup.operation.cache;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.observer.PruneResult;
import java.io.IOException;
import java.nio.file.Path;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A prune of what is at the sinks alone. The first checkpoint's pack holds files of these sizes: a needed one, and one that is needed no longer. */
class PrunedAwayPacksTest {
    @TempDir
    private Path root;
    private CacheScene scene;

    @BeforeEach
    void open() {
        scene = new CacheScene(root, "one");
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Id pack(int seed, int size) {
        return scene.engine.repository().index().locate(BlobHandle.data(Id.hash(content(seed, size)))).orElseThrow().pack();
    }

    /** Returns the pack of the first checkpoint, away, after that was forgotten. */
    private Id firstPack(int neededSize, int needlessSize) {
        scene.helpdesk.write("mail/needed", content(1, neededSize));
        scene.helpdesk.write("mail/needless", content(2, needlessSize));
        Id first = scene.checkpoint();
        scene.helpdesk.delete("mail/needless");
        scene.helpdesk.write("mail/other", content(3, 100_000));
        scene.checkpoint();
        scene.mirror();
        Id pack = pack(2, needlessSize);
        assertThat(CacheScene.file(scene.helpdesk.repository, pack)).doesNotExist();
        scene.forget(first);
        return pack;
    }

    private Id last() {
        var all = scene.engine.repository().snapshots();
        return all.get(all.size() - 1).id();
    }

    private void assertWholeAtBothEnds() throws IOException {
        scene.mirror();
        scene.assertRestores(last());
        Oracles.restic(ResticVersion.NEWER).run(scene.sink("one").toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    @Test
    void copiesOutOfAPackOfWhichHalfIsNeedless() throws IOException {
        Id pack = firstPack(100_000, 200_000);
        PruneResult result = scene.prune();
        assertThat(result.packsRepacked()).isEqualTo(1);
        assertWholeAtBothEnds();
        assertThat(CacheScene.file(scene.sink("one"), pack)).as("its order was carried out").doesNotExist();
        assertThat(AwayPacks.read(scene.helpdesk.repository).all().keySet()).noneMatch(away -> away.name().equals(pack.toString()));
        assertThat(CacheScene.file(scene.helpdesk.repository, pack(1, 100_000))).as("dropped again").doesNotExist();
    }

    @Test
    void leavesAPackThatIsNotWorthFetching() throws IOException {
        Id pack = firstPack(200_000, 100_000);
        assertThat(scene.prune().packsRepacked()).isZero();
        assertWholeAtBothEnds();
        assertThat(CacheScene.file(scene.sink("one"), pack)).exists();
    }

    /** What nothing needs is let go of without being fetched, while the sink is away, and goes there once it is back. */
    @Test
    void removesWithoutFetching() throws IOException {
        scene.helpdesk.write("mail/first", content(1, 100_000));
        scene.checkpoint();
        scene.helpdesk.write("mail/needless", content(2, 100_000));
        Id second = scene.checkpoint();
        scene.helpdesk.delete("mail/needless");
        scene.helpdesk.write("mail/other", content(3, 100_000));
        scene.checkpoint();
        scene.mirror();
        Id pack = pack(2, 100_000);
        scene.forget(second);
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        assertThat(scene.prune().packsRepacked()).isZero();
        assertThat(scene.engine.repository().index().containsPack(pack)).isFalse();
        scene.sinks.get("one").heal();
        scene.helpdesk.write("mail/last", content(4, 100));
        scene.checkpoint();
        assertWholeAtBothEnds();
        assertThat(CacheScene.file(scene.sink("one"), pack)).doesNotExist();
    }
}
