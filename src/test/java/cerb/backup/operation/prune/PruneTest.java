package cerb.backup.operation.prune;

import static cerb.backup.operation.prune.PruneScene.THOROUGH;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.Run;
import cerb.backup.operation.gate.ExclusiveWork;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.shared.LockedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class PruneTest {
    private static final Instant NOW = Instant.parse("2026-11-26T12:00:00Z");

    @TempDir
    Path root;
    private PruneScene scene;

    @BeforeEach
    void begin() throws IOException {
        scene = PruneScene.on(root);
    }

    @AfterEach
    void end() {
        scene.close();
    }

    /** Two checkpoints; each has a file of 300 KB of its own, and one of 200 KB is in both. */
    private Id[] twoCheckpoints() throws IOException {
        scene.write("mail/both", 1, 200_000);
        scene.write("mail/first", 2, 300_000);
        Id first = scene.checkpoint();
        scene.helpdesk.delete("mail/first");
        scene.write("mail/second", 3, 300_000);
        return new Id[] {first, scene.checkpoint()};
    }

    @Test
    void whatNoSnapshotNeedsIsRemovedAndTheRestIsWhole() throws IOException {
        Id first = twoCheckpoints()[0];
        long before = scene.bytes();
        scene.forget(first);
        PruneResult result = scene.prune(THOROUGH);
        assertThat(result.packsRepacked()).isEqualTo(1);
        assertThat(before - scene.bytes()).isBetween(300_000L, 310_000L);
        assertThat(result.bytesFreed()).isBetween(300_000L, 310_000L);
        assertThat(result.bytesUnused()).isZero();
        scene.assertWhole();
        scene.helpdesk.checkByRestic();
        assertThat(scene.prune(THOROUGH)).satisfies(again -> {
            assertThat(again.packsRemoved()).isZero();
            assertThat(again.indexesRewritten()).isZero();
        });
    }

    @Test
    void nothingIsRemovedThatASnapshotNeeds() throws IOException {
        twoCheckpoints();
        SortedMap<String, Long> before = scene.files();
        assertThat(scene.prune(THOROUGH).packsRemoved()).isZero();
        assertThat(scene.files()).isEqualTo(before);
    }

    @Test
    void aDryRunSaysTheSameAndChangesNothing() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        SortedMap<String, Long> before = scene.files();
        PruneResult planned = scene.prune(THOROUGH.asDryRun());
        assertThat(scene.files()).isEqualTo(before);
        assertThat(Files.exists(scene.helpdesk.repository.resolve(PruneState.NAME))).isFalse();
        PruneResult done = scene.prune(THOROUGH);
        assertThat(planned.dryRun()).isTrue();
        assertThat(planned.packsRemoved()).isEqualTo(done.packsRemoved());
        assertThat(planned.bytesFreed()).isEqualTo(done.bytesFreed());
        assertThat(planned.indexesRewritten()).isEqualTo(done.indexesRewritten());
    }

    @Test
    void aLittleWasteIsLeftAlone() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        PruneResult result = scene.prune(THOROUGH.withMaxUnused(0.9));
        assertThat(result.packsRepacked()).isZero();
        assertThat(result.bytesUnused()).isBetween(300_000L, 301_000L);
        scene.assertWhole();
    }

    @Test
    void noMoreIsCopiedThanAllowed() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        assertThat(scene.prune(THOROUGH.withMaxRepackBytes(100_000)).packsRepacked()).isZero();
        scene.assertWhole();
    }

    @Test
    void manySmallPacksAndIndexFilesAreMerged() throws IOException {
        for (int i = 0; i < 6; i++) {
            scene.write("mail/" + i, i, 1000 + i);
            scene.checkpoint();
        }
        assertThat(scene.count(FileType.INDEX)).isEqualTo(6);
        assertThat(scene.count(FileType.DATA)).isEqualTo(12);
        PruneOptions merging = new PruneOptions(false, 1, Long.MAX_VALUE, 16 << 20, 5, Duration.ZERO, Duration.ZERO, Duration.ZERO);
        scene.prune(merging.withMostSmall(6));
        assertThat(scene.count(FileType.DATA)).as("few enough are left alone").isEqualTo(12);
        assertThat(scene.prune(merging).packsRepacked()).isEqualTo(12);
        assertThat(scene.count(FileType.DATA)).isEqualTo(2);
        assertThat(scene.prune(merging.withMostSmall(1)).indexesRewritten()).isLessThanOrEqualTo(2);
        assertThat(scene.count(FileType.INDEX)).isEqualTo(1);
        scene.assertWhole();
        scene.helpdesk.checkByRestic();
    }

    @Test
    void whatASnapshotTakenMeanwhileNeedsStays() throws IOException {
        Id first = twoCheckpoints()[0];
        scene.forget(first);
        scene.prune(THOROUGH, new Observer() {
            @Override
            public void stageEnded(Stage stage, Duration took) {
                if (stage == Stage.PRUNE_MARK) {
                    takeBack();
                }
            }
        });
        scene.assertWhole();
        scene.helpdesk.checkByRestic();
    }

    /** A checkpoint of content that is in the repository, and that nothing needed a moment ago. */
    private void takeBack() {
        try {
            scene.write("mail/third", 2, 300_000);
            scene.checkpoint();
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
    }

    /** As when the schedule's prune comes between the plan of one that was asked for and its removal. */
    @Test
    void aPruneThatAnotherHasOvertakenIsToldThatTheIndexHasChanged() throws IOException {
        Id first = twoCheckpoints()[0];
        Repository repository = scene.engine.repository();
        try (StageTimer stage = new StageTimer(Observer.NONE, Stage.PRUNE_REMOVE)) {
            UsedBlobs planned = new UsedBlobs(repository.index(), stage);
            scene.forget(first);
            scene.prune(THOROUGH);
            scene.write("mail/third", 4, 1_000);
            scene.checkpoint();
            PrunePlan plan = new PrunePlan(0, List.of(), List.of(), List.of(), 0, Set.of(), Set.of(), Set.of(), 0);
            Sweep sweep = new Sweep(repository, repository.index(), planned, new RemovalJournal(root), stage);
            try (ExclusiveWork work = ExclusiveWork.begin(repository, scene.engine.gate(), Duration.ZERO)) {
                assertThatThrownBy(() -> sweep.run(plan, Set.of(), work, NOW)).isInstanceOf(OperationException.class)
                        .hasMessageContaining("the index was changed by another program");
            }
        }
        scene.assertWhole();
    }

    @Test
    void aBackupUnderWayIsWaitedForAndNotHarmed() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        SortedMap<String, Long> before = scene.files();
        try (Run run = scene.engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            assertThatThrownBy(() -> scene.prune(THOROUGH)).isInstanceOf(LockedException.class).hasMessageContaining("a backup of this process is still under way");
            assertThat(scene.files()).as("nothing was removed").containsAllEntriesOf(before);
            run.commit(HelpdeskFixture.storeDump(run, 1));
        }
        scene.prune(THOROUGH);
        scene.assertWhole();
        scene.helpdesk.checkByRestic();
    }

    @Test
    void aLockOfAnotherProgramKeepsEverything() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        SortedMap<String, Long> before = scene.files();
        try (var locks = scene.engine.repository().locksAt(scene.engine.repository().backend()); var foreign = locks.acquire(LockMode.SHARED)) {
            assertThat(foreign.isHeld()).isTrue();
            assertThatThrownBy(() -> scene.prune(THOROUGH)).isInstanceOf(LockedException.class);
        }
        assertThat(scene.files()).containsAllEntriesOf(before);
        scene.prune(THOROUGH);
        scene.assertWhole();
    }

    @Test
    void aPackInNoIndexWaitsForItsGrace() throws IOException {
        scene.checkpoint();
        Id orphan = orphan();
        PruneOptions graceful = THOROUGH.withGrace(Duration.ofHours(24));
        assertThat(scene.prune(graceful, at(NOW))).satisfies(result -> {
            assertThat(result.orphansWaiting()).isEqualTo(1);
            assertThat(result.orphansRemoved()).isZero();
        });
        assertThat(scene.prune(graceful, at(NOW.plus(Duration.ofHours(23)))).orphansWaiting()).isEqualTo(1);
        assertThat(scene.prune(graceful, at(NOW.plus(Duration.ofHours(24)))).orphansRemoved()).isEqualTo(1);
        assertThat(scene.files()).doesNotContainKey(new Handle(FileType.DATA, orphan.toString()).path());
        assertThat(new RemovalJournal(scene.helpdesk.repository).read()).last()
                .satisfies(removal -> assertThat(removal.remove()).contains(new Handle(FileType.DATA, orphan.toString())));
    }

    @Test
    void aPackThatARecordNamesNeedsNoGrace() throws IOException {
        scene.checkpoint();
        Id orphan = orphan();
        new RemovalJournal(scene.helpdesk.repository).append(new Removal(NOW, "prune", List.of(), List.of(new Handle(FileType.DATA, orphan.toString()))));
        assertThat(scene.prune(THOROUGH.withGrace(Duration.ofHours(24)), at(NOW)).orphansRemoved()).isEqualTo(1);
        scene.assertWhole();
    }

    /** Leaves a pack that no index names, as a writer does that is cut off before it saves the index. */
    private Id orphan() {
        Set<String> before = scene.files().keySet();
        Handle[] index = new Handle[1];
        scene.write("mail/orphan", 77, 5000);
        try {
            Id snapshot = scene.checkpoint();
            scene.forget(snapshot);
        } catch (IOException e) {
            throw new IllegalStateException(e);
        }
        scene.files().keySet().stream().filter(path -> !before.contains(path)).map(path -> Handle.parse(path).orElseThrow()).forEach(handle -> {
            if (handle.type() == FileType.INDEX) {
                index[0] = handle;
            }
        });
        List<Id> packs = new ArrayList<>();
        scene.engine.repository().index().readIndexFile(Id.parse(index[0].name()), pack -> packs.add(pack.pack()));
        scene.engine.repository().backend().remove(index[0]);
        scene.engine.repository().index().refresh();
        scene.helpdesk.delete("mail/orphan");
        packs.subList(1, packs.size()).forEach(pack -> scene.engine.repository().backend().remove(new Handle(FileType.DATA, pack.toString())));
        return packs.get(0);
    }

    private static Clock at(Instant instant) {
        return Clock.fixed(instant, ZoneOffset.UTC);
    }

    @Test
    void inItsTrialItOnlyReports() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        SortedMap<String, Long> before = scene.files();
        PruneOptions scheduled = THOROUGH.withTrial(Duration.ofDays(7));
        PruneResult reported = scene.prune(scheduled, at(NOW));
        assertThat(reported.dryRun()).isTrue();
        assertThat(reported.packsRemoved()).isPositive();
        assertThat(reported.findings()).singleElement().asString().contains("prune.trial");
        assertThat(scene.prune(scheduled, at(NOW.plus(Duration.ofDays(6)))).dryRun()).isTrue();
        assertThat(scene.files()).isEqualTo(before);
        assertThat(scene.prune(scheduled, at(NOW.plus(Duration.ofDays(7)))).dryRun()).isFalse();
        assertThat(scene.bytes()).isLessThan(before.values().stream().mapToLong(Long::longValue).sum());
        scene.assertWhole();
    }

    /** A week of checkpoints leaves an index file each, and a trial is about packs. */
    @Test
    void inItsTrialItMergesIndexFiles() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        for (int i = 0; i < 4; i++) {
            scene.write("mail/" + i, i, 1000 + i);
            scene.checkpoint();
        }
        Set<Id> old = scene.engine.repository().index().smallIndexFiles();
        assertThat(old).hasSize(6);
        long packs = scene.count(FileType.DATA);
        PruneOptions scheduled = THOROUGH.withTrial(Duration.ofDays(7)).withMostSmall(5);
        assertThat(scene.prune(scheduled.asDryRun(), at(NOW)).indexesRewritten()).isEqualTo(6);
        assertThat(scene.count(FileType.INDEX)).as("who asks for a dry run gets one").isEqualTo(6);
        PruneResult reported = scene.prune(scheduled, at(NOW));
        assertThat(reported.dryRun()).isTrue();
        assertThat(reported.packsRemoved()).isPositive();
        assertThat(reported.findings()).extracting(Finding::message).last().asString().contains("merged 6 index files");
        assertThat(scene.count(FileType.INDEX)).isEqualTo(1);
        assertThat(scene.count(FileType.DATA)).as("no pack has gone").isEqualTo(packs);
        assertThat(new RemovalJournal(scene.helpdesk.repository).read()).singleElement().satisfies(removal -> {
            assertThat(removal.remove()).containsExactlyInAnyOrderElementsOf(old.stream().map(id -> new Handle(FileType.INDEX, id.toString())).toList());
            assertThat(removal.needs()).extracting(Handle::type).containsExactly(FileType.INDEX);
        });
        assertThat(scene.prune(scheduled, at(NOW.plus(Duration.ofHours(1)))).findings()).as("there is nothing to do again").hasSize(1);
        scene.assertWhole();
        scene.helpdesk.checkByRestic();
    }

    @Test
    void theRecordNamesWhatGoesAndWhatTakesItsPlace() throws IOException {
        scene.forget(twoCheckpoints()[0]);
        Set<String> before = Set.copyOf(scene.files().keySet());
        scene.prune(THOROUGH);
        Set<String> after = Set.copyOf(scene.files().keySet());
        assertThat(new RemovalJournal(scene.helpdesk.repository).read()).singleElement().satisfies(removal -> {
            assertThat(removal.by()).isEqualTo("prune");
            assertThat(removal.remove().stream().map(Handle::path)).containsExactlyInAnyOrderElementsOf(before.stream().filter(path -> !after.contains(path)).toList());
            assertThat(removal.needs().stream().map(Handle::path)).isNotEmpty().isSubsetOf(after)
                    .anyMatch(path -> path.startsWith("index/") && !before.contains(path));
            List<FileType> types = removal.remove().stream().map(Handle::type).distinct().toList();
            assertThat(types).as("index files go before the packs they name").containsExactly(FileType.INDEX, FileType.DATA);
        });
    }
}
