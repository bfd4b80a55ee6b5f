package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Comparator;
import java.util.List;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/**
 * The daemon idles and holds no lock; restic removes what the next checkpoint would build on. Batches tell only what has changed since a
 * snapshot that is no more.
 */
final class ForgottenParentTest {
    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 20);
        helpdesk.write("plugins/one", content(1, 3_000));
    }

    private String restic(ResticVersion version, String... arguments) {
        return Oracles.restic(version).run(helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, arguments);
    }

    private String checkpoint(Engine engine, DirtyBatch batch) {
        return engine.recoveryPoint().checkpoint(batch).orElseThrow().snapshot().toString();
    }

    private void assertWhole(Engine engine, ResticVersion version) throws IOException {
        assertThat(new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()).findings()).isEmpty();
        restic(version, "check", "--read-data");
        StoredSnapshot latest = new Snapshots(engine.repository(), "cerb").choose("latest", null, false);
        new Restore(engine.repository(), Observer.NONE).storage(latest, StorageOptions.to(root.resolve("restored")));
        var expected = TreeListing.of(helpdesk.storage).entrySet();
        assertThat(TreeListing.of(root.resolve("restored")).entrySet()).containsExactlyElementsOf(expected);
        assertThat(TreeListing.of(helpdesk.restoreByRestic(version, latest.id().toString(), "by-restic")).entrySet()).containsExactlyElementsOf(expected);
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void whatTheForgottenParentHadIsLookedForAgain(ResticVersion version) throws IOException {
        try (Engine engine = helpdesk.engine()) {
            checkpoint(engine, DirtyBatch.everything());
            helpdesk.write("plugins/two", content(2, 700_000));
            helpdesk.write("plugins/deep/er/three", content(3, 10));
            String parent = checkpoint(engine, dirty("plugins/two", "plugins/deep"));
            restic(version, "forget", parent, "--prune", "--max-unused", "0");
            helpdesk.write(attachment(4), content(44, 500));
            checkpoint(engine, dirty(attachment(4)));
            assertWhole(engine, version);
        }
    }

    @Test
    void whatIsOlderThanTheForgottenParentIsNotTakenForNew() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            checkpoint(engine, DirtyBatch.everything());
            helpdesk.delete("plugins/one");
            String parent = checkpoint(engine, dirty("plugins/one"));
            restic(ResticVersion.NEWER, "forget", parent);
            helpdesk.write("version.php", content(4, 40));
            checkpoint(engine, dirty("version.php"));
            assertWhole(engine, ResticVersion.INSTALLED);
        }
    }

    @Test
    void withoutAnySnapshotLeftEverythingIsStoredAgain() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            String only = helpdesk.recoveryPoint(engine, 1, 2).snapshot().toString();
            restic(ResticVersion.NEWER, "forget", only, "--prune");
            helpdesk.write(attachment(5), content(55, 500));
            checkpoint(engine, dirty(attachment(5)));
            assertWhole(engine, ResticVersion.NEWER);
        }
    }

    /** The files' blobs are kept alive, and repacked, by another program's snapshot of the same files; the trees are not. */
    @Test
    void treesThatArePrunedAreWrittenAnewThoughTheirBlobsSurvive() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write("plugins/two", content(2, 2_500_000));
            String parent = checkpoint(engine, DirtyBatch.everything());
            helpdesk.write("plugins/extra", content(6, 1_000_000));
            String second = checkpoint(engine, dirty("plugins/extra"));
            Path other = Files.move(helpdesk.storage.resolve("plugins/extra"), root.resolve("extra"));
            restic(ResticVersion.NEWER, "backup", helpdesk.storage.resolve("attachments").toString(), helpdesk.storage.resolve("plugins").toString());
            Files.move(other, helpdesk.storage.resolve("plugins/extra"));
            restic(ResticVersion.NEWER, "forget", parent, second, "--prune", "--max-unused", "0", "--repack-cacheable-only=false");
            helpdesk.write(attachment(5), content(55, 500));
            checkpoint(engine, dirty(attachment(5)));
            assertWhole(engine, ResticVersion.NEWER);
        }
    }

    /** Packs are lost and the index was repaired, so the newest snapshot is there and names blobs that are not. */
    @Test
    void whatLeftTheIndexIsStoredAgainThoughNothingHasChanged() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write("plugins/two", content(2, 2_500_000));
            String first = checkpoint(engine, DirtyBatch.everything());
            helpdesk.write("plugins/three", content(3, 50));
            checkpoint(engine, dirty("plugins/three"));
            loseLargestPack();
            restic(ResticVersion.NEWER, "repair", "index");
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).as("the files have not changed").isEmpty();
            // its manifest is nowhere else
            restic(ResticVersion.NEWER, "forget", first);
            assertWhole(engine, ResticVersion.NEWER);
        }
    }

    @Test
    void aDatabaseThatLostBlobsIsNotCalledWhole() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, IntStream.range(0, 400_000).toArray());
            helpdesk.write(attachment(6), content(66, 50));
            checkpoint(engine, dirty(attachment(6)));
            loseLargestPack();
            restic(ResticVersion.NEWER, "repair", "index");
            helpdesk.write(attachment(5), content(55, 500));
            RecoveryPointResult files = engine.recoveryPoint().checkpoint(dirty(attachment(5))).orElseThrow();
            assertThat(files.incomplete()).isTrue();
            assertThat(files.findings()).extracting(Finding::message).anyMatch(message -> message.contains("of which a part is lost"));
        }
    }

    private void loseLargestPack() throws IOException {
        List<Path> packs;
        try (var files = Files.walk(helpdesk.repository.resolve("data"))) {
            packs = files.filter(Files::isRegularFile).sorted(Comparator.comparingLong(file -> file.toFile().length())).toList();
        }
        Files.delete(packs.get(packs.size() - 1));
    }
}
