package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.operation.restore.files.StorageResult;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.Timeout;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.EnumSource;

/** What the repository has lost and the source still has is stored again, whether a listing, a check or a failed read told of the loss. */
@Timeout(180)
final class LostPacksTest {
    private static final int ATTACHMENTS = 12;
    private static final int FILES = ATTACHMENTS - 1 + 2;

    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;
    private PackFiles packs;
    private Id first;
    private int restored;

    @BeforeEach
    void backUp() throws IOException {
        helpdesk = new HelpdeskFixture(root);
        packs = new PackFiles(helpdesk);
        helpdesk.attach(1, ATTACHMENTS);
        try (Engine engine = helpdesk.engine()) {
            first = helpdesk.recoveryPoint(engine, 1, 2).snapshot();
        }
    }

    private enum Loss {
        DELETED {
            @Override
            void strike(Path pack) throws IOException {
                Files.delete(pack);
            }
        },
        CUT_SHORT {
            @Override
            void strike(Path pack) throws IOException {
                PackFiles.cut(pack, 10);
            }
        };

        abstract void strike(Path pack) throws IOException;
    }

    @ParameterizedTest
    @EnumSource
    void nextRunStoresFilesOfALostPackAgain(Loss loss) throws IOException {
        loss.strike(filesPack());
        assertThat(lostFilesOf(first)).isEqualTo(FILES);
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(result.findings()).extracting(Finding::message).containsOnlyOnce(
                    FILES + " unchanged files were stored again, because the repository had lost the content");
            assertThat(helpdesk.recoveryPoint(engine, 1, 2).findings()).isEmpty();
        }
        assertWholeAgain();
    }

    @ParameterizedTest
    @EnumSource
    void nextRunStoresLostDirectoriesAgain(Loss loss) throws IOException {
        helpdesk.write("extra", content(3, 10));
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        Path pack = packs.holding(BlobHandle.tree(tree(first, "attachments")));
        loss.strike(pack);
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(result.incomplete()).isFalse();
            assertThat(result.files()).isEqualTo(FILES + 1);
            assertThat(result.findings()).anyMatch(finding -> finding.message().startsWith("what was stored of this directory cannot be read"));
        }
        assertLatestIsEqual();
    }

    private Id tree(Id snapshot, String name) {
        try (Engine engine = helpdesk.engine()) {
            IndexedRepository index = engine.repository().index();
            Id tree = engine.repository().find(snapshot.toString()).snapshot().tree();
            for (String step : List.of("storage", name)) {
                for (var node : index.tree(tree)) {
                    tree = node.name().toString().equals(step) ? node.subtree() : tree;
                }
            }
            return tree;
        }
    }

    /** The pack of the walk before the dump: all files, and nothing else. */
    private Path filesPack() {
        return packs.holding(BlobHandle.data(Id.hash(content(1, 100 + 37))));
    }

    /** A checkpoint takes the newest snapshot's database over; only a dump can bring back what is lost of it. */
    @Test
    void checkpointOfALostDatabaseIsIncompleteUntilTheNextDump() throws IOException {
        List<Path> ofFirst = new ArrayList<>(packs.of(BlobType.DATA));
        ofFirst.remove(filesPack());
        helpdesk.write("extra", content(3, 10));
        try (Engine engine = helpdesk.engine()) {
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
        }
        for (Path pack : ofFirst) {
            Files.delete(pack);
        }
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(checkpoint.incomplete()).isTrue();
            assertThat(checkpoint.findings()).anyMatch(finding -> finding.subject().equals("database") && finding.message().contains("a part is lost"));
            assertThat(helpdesk.recoveryPoint(engine, 1, 2).incomplete()).isFalse();
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
        }
        assertLatestIsEqual();
    }

    /** With the only snapshot unreadable nothing can be re-used; but nothing could be repaired either, and a backup must go on. */
    @Test
    void runBeginsFromNothingWhereNoSnapshotCanBeReadOrRepaired() throws IOException {
        for (Path pack : packs.of(BlobType.TREE)) {
            Files.delete(pack);
        }
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(result.findings()).anyMatch(finding -> finding.severity() == Finding.Severity.DAMAGE && finding.subject().contains(first.shortName()));
            assertThat(result.files()).isEqualTo(FILES);
        }
        assertLatestIsEqual();
    }

    @Test
    void runRefusesToBeginFromNothingWhereTheIndexCanBeRepaired() throws IOException {
        try (var files = Files.list(helpdesk.repository.resolve("index"))) {
            for (Path file : files.toList()) {
                Files.delete(file);
            }
        }
        try (Engine engine = helpdesk.engine()) {
            assertThatThrownBy(() -> helpdesk.recoveryPoint(engine, 1, 2)).isInstanceOf(OperationException.class)
                    .hasMessageContaining("no snapshot of cerb can be read: 1 snapshot is there");
        }
    }

    /** A flipped bit shows only when it is read. */
    @Test
    void checkHasTheNextCheckpointStoreAgainWhatIsDamaged() throws IOException {
        Path pack = filesPack();
        try (Engine engine = helpdesk.engine()) {
            PackFiles.flip(pack, 20);
            assertThat(check(engine, CheckOptions.structure()).damaged()).isFalse();
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).isEmpty();
            assertThat(check(engine, CheckOptions.everything()).damaged()).isTrue();
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).hasValueSatisfying(result ->
                    assertThat(result.findings()).anyMatch(finding -> finding.message().endsWith("were stored again, because the repository had lost the content")));
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).as("all is mended").isEmpty();
        }
        // nobody needs it any longer
        Files.delete(pack);
        assertWholeAgain();
    }

    @Test
    void packThatIsPutBackIsTrustedAgain() throws IOException {
        Path pack = filesPack();
        Path aside = Files.move(pack, root.resolve("aside"));
        try (Engine engine = helpdesk.engine()) {
            check(engine, CheckOptions.everything());
            Files.move(aside, pack);
            assertThat(check(engine, CheckOptions.everything()).damaged()).isFalse();
            long before = count(engine);
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(count(engine)).as("only new trees are stored").isLessThanOrEqualTo(before + 2);
            assertThat(check(engine, CheckOptions.everything()).damaged()).isFalse();
        }
    }

    private static long count(Engine engine) {
        List<Id> packs = new ArrayList<>();
        engine.repository().index().listPacks((pack, size) -> packs.add(pack));
        return packs.size();
    }

    /** A file that only the repository has cannot be stored again: the snapshot says that it lacks it. */
    @Test
    void carriedFileThatIsLostMarksTheSnapshotIncomplete() throws IOException {
        Path lost;
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write(attachment(100), content(100, 50));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.delete(attachment(100));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            lost = packs.file(engine.repository().index().locate(BlobHandle.data(Id.hash(content(100, 50)))).orElseThrow().pack());
        }
        Files.delete(lost);
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(result.incomplete()).isTrue();
            assertThat(result.findings()).anyMatch(finding -> finding.subject().equals(attachment(100)) && finding.message().contains("has vanished from the source"));
        }
        assertLatestIsEqual();
    }

    /** Another blob of its pack is damaged: what is sound of it is read while it can be. */
    @Test
    void carriedFileOfADamagedPackIsStoredAgain() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write(attachment(100), content(100, 50));
            helpdesk.write("other", content(101, 50));
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            helpdesk.delete(attachment(100));
            List<PackedBlob> blobs = new ArrayList<>();
            IndexedRepository index = engine.repository().index();
            Id pack = index.locate(BlobHandle.data(Id.hash(content(100, 50)))).orElseThrow().pack();
            index.forEachPack((id, all) -> blobs.addAll(id.equals(pack) ? all : List.of()));
            PackedBlob other = blobs.stream().filter(blob -> blob.handle().id().equals(Id.hash(content(101, 50)))).findFirst().orElseThrow();
            PackFiles.flip(packs.file(pack), (int) other.offset() + 20);
            check(engine, CheckOptions.everything());
            RecoveryPointResult result = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(result.incomplete()).isFalse();
            assertThat(index.copies(BlobHandle.data(Id.hash(content(100, 50))))).hasSize(2);
        }
    }

    private static CheckResult check(Engine engine, CheckOptions options) {
        return new Check(engine.repository(), Observer.NONE).run(options);
    }

    private int lostFilesOf(Id snapshot) {
        return (int) restore(snapshot).findings().stream().filter(finding -> finding.severity() == Finding.Severity.DAMAGE).count();
    }

    private StorageResult restore(Id snapshot) {
        try (Engine engine = helpdesk.engine()) {
            return new Restore(engine.repository(), Observer.NONE)
                    .storage(engine.repository().find(snapshot.toString()), StorageOptions.to(root.resolve("restored" + restored++)));
        }
    }

    private void assertLatestIsEqual() throws IOException {
        Id latest;
        try (Engine engine = helpdesk.engine()) {
            List<?> all = engine.repository().snapshots();
            latest = engine.repository().snapshots().get(all.size() - 1).id();
        }
        assertIsStorage(latest);
    }

    private void assertIsStorage(Id snapshot) throws IOException {
        assertThat(restore(snapshot).incomplete()).isFalse();
        Map<String, String> expected = new TreeMap<>(TreeListing.of(helpdesk.storage));
        assertThat(TreeListing.of(root.resolve("restored" + (restored - 1)))).isEqualTo(expected);
    }

    /** The snapshot that had lost its files has them back: for us at once, for both restics when the index no longer names what is gone. */
    private void assertWholeAgain() throws IOException {
        assertIsStorage(first);
        Oracles.restic(ResticVersion.INSTALLED).run(helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, "rebuild-index");
        helpdesk.checkByRestic();
        try (Engine engine = helpdesk.engine()) {
            assertThat(check(engine, CheckOptions.everything()).damaged()).isFalse();
        }
    }
}
