package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.content;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.format.document.Snapshot;
import cerb.backup.mysql.BinlogPosition;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.observe.Ledger;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.observer.RecoveryPointResult.Kind;
import cerb.backup.operation.observer.Stage;
import cerb.backup.operation.query.SnapshotChoice;
import cerb.backup.operation.query.Snapshots;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.operation.report.Reason;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.Set;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.atomic.AtomicLong;
import java.util.concurrent.locks.LockSupport;
import java.util.stream.IntStream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class RecoveryPointTest {
    @TempDir
    Path root;
    HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 60);
    }

    @Test
    void recoveryPointIsWhatResticRestores() throws IOException {
        helpdesk.write("attachments/9/9/large", content(7, 9_000_000));
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1, 2, 3);
            assertThat(result.kind()).isEqualTo(Kind.RECOVERY_POINT);
            assertThat(result.incomplete()).isFalse();
            assertThat(result.files()).isEqualTo(62);
            Snapshot snapshot = engine.repository().find(result.snapshot().toString()).snapshot();
            assertThat(snapshot.tags()).containsExactly("cerb-backup", "recovery-point");
            assertThat(snapshot.paths()).containsExactly("/database", "/storage");
            assertThat(snapshot.hostname()).isEqualTo("cerb");
        }
        helpdesk.checkByRestic();
        for (ResticVersion version : ResticVersion.values()) {
            Path restored = helpdesk.restoreByRestic(version, "latest", "by-" + version);
            assertThat(TreeListing.of(restored)).isEqualTo(TreeListing.of(helpdesk.storage));
            assertThat(restored.resolveSibling("database/cerb/data/attachment.sql")).content().contains("(2),");
            assertThat(restored.resolveSibling("manifest.json")).content().contains("\"captured_at\"");
        }
    }

    /** A checkpoint with the tag of a recovery point would be the last good one in its place. */
    @Test
    void tagsOfTheProgramAreNobodysOwn() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            for (String tag : List.of("cerb-backup", "recovery-point", "checkpoint", "incomplete")) {
                assertThatThrownBy(() -> engine.recoveryPoint().begin(Set.of(Part.STORAGE), List.of("audit", tag)))
                        .isInstanceOf(OperationException.class).hasMessageContaining("the tag " + tag);
            }
            assertThat(engine.repository().snapshots()).extracting(StoredSnapshot::id).containsExactly(point.snapshot());
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.STORAGE), List.of("pinned", "audit"))) {
                assertThat(engine.repository().find(run.commit().snapshot().toString()).snapshot().tags()).containsExactly("cerb-backup", "checkpoint", "pinned", "audit");
            }
        }
    }

    @Test
    void walkTellsOfHowManyFilesItIsAndALookAtAFewDoesNot() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            List<Progress> told = new CopyOnWriteArrayList<>();
            engine.observers().add(new Observer() {
                @Override
                public void progress(Stage stage, Progress progress) {
                    told.add(progress);
                }
            });
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(told).as("the first time").isNotEmpty().allMatch(progress -> progress.totalFiles() == -1);
            told.clear();
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            assertThat(told).isNotEmpty().allMatch(progress -> progress.estimated() && progress.totalFiles() == 61);
            told.clear();
            helpdesk.write(attachment(100), content(100, 1000));
            engine.recoveryPoint().checkpoint(dirty(attachment(100)));
            assertThat(told).isNotEmpty().allMatch(progress -> progress.totalFiles() == -1);
        }
    }

    @Test
    void firstWalkTellsWhoWatchesOfHowManyFilesItIs() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            List<Progress> told = new CopyOnWriteArrayList<>();
            engine.observers().add(new Observer() {
                @Override
                public boolean isWatched() {
                    return true;
                }

                @Override
                public void progress(Stage stage, Progress progress) {
                    told.add(progress);
                    if (progress.totalFiles() < 0) {
                        LockSupport.parkNanos(300_000_000L); // the look ahead is far ahead by then
                    }
                }
            });
            RecoveryPointResult result = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow();
            assertThat(told.get(told.size() - 1)).matches(Progress::estimated).satisfies(progress -> assertThat(List.of(progress.totalFiles(), progress.totalBytes())).isEqualTo(List.of(61L, result.bytes())));
        }
    }

    @Test
    void checkpointReusesTheDatabaseAndReadsOnlyWhatIsDirty() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult point = helpdesk.recoveryPoint(engine, 1);
            helpdesk.write(attachment(100), content(100, 1000));
            String unnoticed = attachment(1) + "000";
            helpdesk.write(unnoticed, content(101, 1000));
            RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(dirty(attachment(100))).orElseThrow();
            assertThat(checkpoint.kind()).isEqualTo(Kind.CHECKPOINT);
            assertThat(checkpoint.addedBytes()).isEqualTo(1000);
            assertThat(checkpoint.files()).isEqualTo(point.files() + 1);
            assertThat(engine.repository().find(checkpoint.snapshot().toString()).snapshot().summary().totalFilesProcessed())
                    .as("files of the snapshot, most of which nothing looked at").isEqualTo(checkpoint.files());
            Path restored = helpdesk.restoreByRestic(ResticVersion.INSTALLED, checkpoint.snapshot().toString(), "restored");
            assertThat(restored.resolve(attachment(100))).hasBinaryContent(content(100, 1000));
            assertThat(restored.resolve(unnoticed)).doesNotExist();
            assertThat(restored.resolveSibling("database/cerb/data/attachment.sql")).exists();
        }
        helpdesk.checkByRestic();
    }

    @Test
    void countsWhatBothWalksStored() throws IOException {
        AtomicLong added = new AtomicLong();
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            engine.observers().add(new Observer() {
                @Override
                public void stored(long rawBytes, long addedBytes) {
                    added.addAndGet(addedBytes);
                }
            });
            helpdesk.write(attachment(100), content(100, 1000));
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                DumpReport report = HelpdeskFixture.storeDump(run, 1);
                helpdesk.write(attachment(101), content(101, 500));
                RecoveryPointResult result = run.commit(report);
                assertThat(result.addedBytes()).isEqualTo(1500);
                assertThat(added).hasValue(1500);
                var summary = engine.repository().find(result.snapshot().toString()).snapshot().summary();
                assertThat(summary.filesNew()).isEqualTo(2);
                assertThat(summary.filesUnmodified()).isEqualTo(61);
            }
        }
    }

    @Test
    void checkpointOfAnIncompleteDumpIsIncomplete() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult whole = helpdesk.recoveryPoint(engine, 1);
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                DumpReport all = HelpdeskFixture.storeDump(run, 1);
                assertThat(run.commit(new DumpReport(all.server(), all.schema(), all.begin(), all.point(), all.end(), all.position(), null, all.locks(),
                        all.tables(), List.of("the events could not be read"), List.of())).incomplete()).isTrue();
            }
            helpdesk.write(attachment(100), content(100, 1000));
            RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(dirty(attachment(100))).orElseThrow();
            assertThat(checkpoint.incomplete()).isTrue();
            assertThat(checkpoint.findings()).anyMatch(finding -> finding.message().contains("which is incomplete"));
            assertThat(engine.repository().find(checkpoint.snapshot().toString()).snapshot().tags()).contains("checkpoint", "incomplete");
            Snapshots snapshots = new Snapshots(engine.repository(), "cerb");
            assertThat(snapshots.choose("latest", null, true).id()).isEqualTo(whole.snapshot());
            SnapshotChoice latest = snapshots.choice("latest", null, false);
            assertThat(latest.snapshot().id()).isEqualTo(whole.snapshot());
            assertThat(latest.marksIncomplete()).isFalse();
            assertThat(latest.findings()).singleElement().asString().contains("passes over 2 newer ones that are incomplete", checkpoint.snapshot().shortName());
            SnapshotChoice named = snapshots.choice(checkpoint.snapshot().toString(), null, false);
            assertThat(named.marksIncomplete()).as("an incomplete one brings back less").isTrue();
            assertThat(snapshots.choice(whole.snapshot().toString(), null, true).findings()).isEmpty();
            assertThat(snapshots.lacks(named.snapshot())).as("what the dump lacked, too").extracting(Finding::message)
                    .satisfiesExactly(taken -> assertThat(taken).contains("which is incomplete"), told -> assertThat(told).isEqualTo("the events could not be read"));
            assertThat(snapshots.lacks(latest.snapshot())).isEmpty();
            helpdesk.recoveryPoint(engine, 1);
            helpdesk.write(attachment(101), content(101, 1000));
            assertThat(engine.recoveryPoint().checkpoint(dirty(attachment(101))).orElseThrow().incomplete()).isFalse();
        }
    }

    @Test
    void checkpointOfNothingNewWritesNothing() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            assertThat(engine.recoveryPoint().checkpoint(dirty(attachment(1)))).isEmpty();
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
            assertThat(engine.repository().snapshots()).hasSize(1);
        }
    }

    @Test
    void deletedAttachmentsStayUntilTheNextDump() throws IOException {
        int[] all = IntStream.range(1, 160).toArray();
        helpdesk.attach(60, 160);
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, all);
            String[] deleted = IntStream.range(1, 101).mapToObj(HelpdeskFixture::attachment).toArray(String[]::new);
            for (String path : deleted) {
                helpdesk.delete(path);
            }
            RecoveryPointResult checkpoint = engine.recoveryPoint().checkpoint(dirty(deleted)).orElseThrow();
            assertThat(checkpoint.files()).isEqualTo(161);
            Path restored = helpdesk.restoreByRestic(ResticVersion.INSTALLED, "latest", "carried");
            for (int id : all) {
                assertThat(restored.resolve(attachment(id))).hasBinaryContent(content(id, 100 + id * 37 % 5000));
            }
            assertThat(restored.resolveSibling("storage-carried.json")).content().contains("\"" + attachment(1) + "\"").doesNotContain("\"" + attachment(101) + "\"");

            helpdesk.write("version.php", new byte[3]);
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().files()).isEqualTo(161);

            RecoveryPointResult next = helpdesk.recoveryPoint(engine, IntStream.range(101, 160).toArray());
            assertThat(next.files()).isEqualTo(61);
            Path after = helpdesk.restoreByRestic(ResticVersion.NEWER, "latest", "gone");
            assertThat(after.resolve(attachment(1))).doesNotExist();
            assertThat(after.resolve(attachment(101))).exists();
            assertThat(after.resolveSibling("storage-carried.json")).doesNotExist();
        }
        helpdesk.checkByRestic();
    }

    @Test
    void everyRowOfTheDumpFindsItsFileWhateverVanishesMeanwhile() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            helpdesk.delete(attachment(1));
            RecoveryPointResult result;
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
                helpdesk.delete(attachment(2));
                helpdesk.write(attachment(200), content(200, 500));
                engine.recoveryPoint().checkpoint(dirty(attachment(2), attachment(200))).orElseThrow();
                helpdesk.delete(attachment(200));
                helpdesk.write(attachment(201), content(201, 500));
                engine.recoveryPoint().checkpoint(dirty(attachment(200))).orElseThrow();
                result = run.commit(HelpdeskFixture.storeDump(run, 2, 200, 201));
            }
            Path restored = helpdesk.restoreByRestic(ResticVersion.INSTALLED, result.snapshot().toString(), "restored");
            assertThat(restored.resolve(attachment(1))).doesNotExist();
            assertThat(restored.resolve(attachment(2))).exists();
            assertThat(restored.resolve(attachment(200))).hasBinaryContent(content(200, 500));
            assertThat(restored.resolve(attachment(201))).exists();
            assertThat(result.files()).isEqualTo(62);

            RecoveryPointResult next = helpdesk.recoveryPoint(engine, 201);
            Path after = helpdesk.restoreByRestic(ResticVersion.INSTALLED, next.snapshot().toString(), "after");
            assertThat(after.resolve(attachment(2))).doesNotExist();
            assertThat(after.resolve(attachment(200))).doesNotExist();
            assertThat(next.files()).isEqualTo(60);
        }
    }

    @Test
    void whatVanishedSinceTheLastDumpOfAReplicaStaysForRowsThatLagBehind() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            assertThat(replicasRecoveryPoint(engine, 1, 2).files()).isEqualTo(61);
            helpdesk.delete(attachment(1));
            assertThat(replicasRecoveryPoint(engine, 1, 2).files()).as("with the row that the replica still has").isEqualTo(61);
            helpdesk.delete(attachment(2));
            engine.recoveryPoint().checkpoint(dirty(attachment(2))).orElseThrow();
            RecoveryPointResult third = replicasRecoveryPoint(engine, 2);
            Path restored = helpdesk.restoreByRestic(ResticVersion.INSTALLED, third.snapshot().toString(), "third");
            assertThat(restored.resolve(attachment(1))).doesNotExist();
            assertThat(restored.resolve(attachment(2))).hasBinaryContent(content(2, 100 + 2 * 37 % 5000));
            assertThat(replicasRecoveryPoint(engine, 3).files()).isEqualTo(59);
        }
    }

    private static RecoveryPointResult replicasRecoveryPoint(Engine engine, int... ids) throws IOException {
        try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            DumpReport report = HelpdeskFixture.storeDump(run, ids);
            return run.commit(new DumpReport(report.server(), report.schema(), report.begin(), report.point(), report.end(), null, new BinlogPosition("source.1", 4, ""),
                    report.locks(), report.tables(), List.of(), List.of()));
        }
    }

    @Test
    void refusesADumpOfWhichAPartIsMissing() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            DumpReport report;
            try (Run whole = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())) {
                report = HelpdeskFixture.storeDump(whole, 1, 2);
            }
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())) {
                HelpdeskFixture.store(run, new DumpPart("cerb/schema.sql", null, 0, 0), "CREATE TABLE t (id int);");
                assertThatThrownBy(() -> run.commit(report)).isInstanceOf(OperationException.class).hasMessageContaining("not complete");
            }
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }

    @Test
    void refusesADumpThatIsOlderThanTheWalkBeforeIt() throws IOException {
        Instant early = Instant.now();
        try (Engine engine = helpdesk.engine(); Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            DumpReport late = HelpdeskFixture.storeDump(run, 1);
            DumpReport report = new DumpReport(late.server(), late.schema(), early, early, late.end(), null, null, List.of(), late.tables(), late.omissions(), List.of());
            assertThatThrownBy(() -> run.commit(report)).isInstanceOf(OperationException.class).hasMessageContaining("files were looked for until");
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }

    @Test
    void storesNothingOnAnEndedRun() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of());
            run.abandon(Reason.of("because"));
            run.abandon(Reason.of("again"));
            assertThatThrownBy(() -> run.store(new DumpPart("cerb/schema.sql", null, 0, 0), InputStream.nullInputStream())).isInstanceOf(OperationException.class);
            assertThatThrownBy(() -> run.commit(null)).isInstanceOf(OperationException.class);
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }

    @Test
    void partThatFailsKeepsTheRecoveryPointFromBeingWritten() throws IOException {
        try (Engine engine = helpdesk.engine(); Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())) {
            InputStream torn = new java.io.SequenceInputStream(new ByteArrayInputStream("INSERT".getBytes()), new InputStream() {
                @Override
                public int read() throws IOException {
                    throw new IOException("connection lost");
                }
            });
            assertThatThrownBy(() -> run.store(new DumpPart("cerb/data/attachment.sql", "attachment", 1, 0), torn)).hasMessageContaining("connection lost");
            HelpdeskFixture.store(run, new DumpPart("cerb/schema.sql", null, 0, 0), "x");
            var report = new cerb.backup.mysql.dump.report.DumpReport(new cerb.backup.mysql.Server(cerb.backup.mysql.Server.Flavour.MYSQL, "9", ""), "cerb",
                    java.time.Instant.now(), java.time.Instant.now(), java.time.Instant.now(), null, null, List.of(),
                    List.of(new cerb.backup.mysql.dump.report.TableReport("attachment", "InnoDB", 1, 10, "", cerb.backup.mysql.dump.report.Consistency.SNAPSHOT, 1)), List.of(), List.of());
            assertThatThrownBy(() -> run.commit(report)).hasMessageContaining("not complete");
            assertThat(engine.repository().snapshots()).isEmpty();
        }
    }

    @Test
    void nextDumpInheritsTheChunks() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1, 2);
            engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            try (Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())) {
                assertThat(run.previousChunks()).containsOnlyKeys("attachment");
                assertThat(run.previousChunks().get("attachment")).singleElement()
                        .satisfies(chunk -> assertThat(chunk.path()).isEqualTo("cerb/data/attachment.sql"))
                        .satisfies(chunk -> assertThat(chunk.bytes()).isPositive());
            }
        }
    }

    @Test
    void missingMasterKeyMarksThePointIncomplete() throws IOException {
        helpdesk.delete("_master.key");
        try (Engine engine = helpdesk.engine()) {
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1);
            assertThat(result.exitCode()).isEqualTo(3);
            assertThat(engine.repository().snapshots().get(0).snapshot().tags()).contains("incomplete");
            assertThat(result.findings()).anyMatch(finding -> finding.message().contains("_master.key"));
            assertThat(engine.recoveryPoint().checkpoint(dirty(attachment(1)))).isEmpty();
            helpdesk.write("_master.key", new byte[10]);
            Optional<RecoveryPointResult> repaired = engine.recoveryPoint().checkpoint(dirty("_master.key"));
            assertThat(repaired.orElseThrow().incomplete()).isFalse();
        }
    }

    /** What status gives out as the time of the files must not go on while a part of them is read no more. */
    @Test
    void walkThatCannotReadAllOfItDoesNotConfirmTheStorage() throws IOException {
        List<Instant> confirmed = new CopyOnWriteArrayList<>();
        try (Engine engine = helpdesk.engine()) {
            engine.observers().add(new Observer() {
                @Override
                public void storageConfirmed(Instant at) {
                    confirmed.add(at);
                }
            });
            helpdesk.delete("_master.key");
            assertThat(helpdesk.recoveryPoint(engine, 1).incomplete()).isTrue();
            helpdesk.write(attachment(100), content(100, 50));
            assertThat(engine.recoveryPoint().checkpoint(dirty(attachment(100)))).isPresent();
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
            assertThat(confirmed).isEmpty();
            helpdesk.write("_master.key", new byte[10]);
            engine.recoveryPoint().checkpoint(dirty("_master.key"));
            assertThat(confirmed).hasSize(1);
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isEmpty();
            assertThat(confirmed).hasSize(2);
            helpdesk.recoveryPoint(engine, 1);
            assertThat(confirmed).hasSize(3);
        }
    }

    @Test
    void directoryThatIsHalfRestoredMarksThePointIncomplete() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write(".cerb-backup-restore", new byte[10]);
            RecoveryPointResult result = helpdesk.recoveryPoint(engine, 1);
            assertThat(result.incomplete()).isTrue();
            assertThat(result.findings()).anyMatch(finding -> finding.message().contains("has not ended") && finding.remedy().startsWith("Finish that restore"));
            helpdesk.delete(".cerb-backup-restore");
            assertThat(helpdesk.recoveryPoint(engine, 1).incomplete()).isFalse();
        }
    }

    @Test
    void refusesADirectoryThatIsNoStorage() throws IOException {
        Path other = Files.createDirectory(root.resolve("other"));
        Files.writeString(other.resolve("file"), "x");
        EngineOptions options = helpdesk.options().withStorage(new StorageSource(other, true, List.of(), false));
        try (Engine engine = Engine.openOrInitialise(options, new Observers())) {
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).hasMessageContaining("does not look like Cerb's storage");
        }
        EngineOptions plain = helpdesk.options().withStorage(new StorageSource(other, false, List.of(), false));
        try (Engine engine = Engine.openOrInitialise(plain, new Observers())) {
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything())).isPresent();
        }
    }

    @Test
    void suddenlyEmptySourceStopsTheRun() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, 1);
            Files.move(helpdesk.storage, root.resolve("unmounted"));
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything())).hasMessageContaining("does not exist");
            Files.createDirectory(helpdesk.storage);
            assertThatThrownBy(() -> engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())).hasMessageContaining("empty");
            assertThat(engine.repository().snapshots()).hasSize(1);
        }
    }

    /** A batch of changes is a run as one by the clock is. */
    @Test
    void checkpointThatFailsIsToldUntilOneNeedNot() throws IOException {
        Ledger ledger = new Ledger(Clock.systemUTC());
        try (Engine engine = helpdesk.engine()) {
            engine.observers().add(ledger);
            helpdesk.recoveryPoint(engine, 1);
            Path mounted = Files.move(helpdesk.storage, root.resolve("unmounted"));
            assertThatThrownBy(() -> engine.recoveryPoint().checkpoint(dirty("version.php"))).hasMessageContaining("does not exist");
            assertThat(ledger.lastFailure(Kind.CHECKPOINT).words()).contains(helpdesk.storage + " does not exist");
            Files.move(mounted, helpdesk.storage);
            assertThat(engine.recoveryPoint().checkpoint(dirty("version.php"))).isEmpty();
            assertThat(ledger.lastFailure()).isNull();
        }
    }

    @Test
    void oneEngineARepository() {
        try (Engine engine = helpdesk.engine()) {
            assertThat(engine.options().helpdesk()).isEqualTo("cerb");
            assertThatThrownBy(helpdesk::engine).hasMessageContaining("in use by another cerb-backup");
        }
        helpdesk.engine().close();
    }

    @Test
    void tellsTheObserver() throws IOException {
        Map<String, Integer> heard = new java.util.concurrent.ConcurrentHashMap<>();
        try (Engine engine = helpdesk.engine()) {
            engine.observers().add((Observer) java.lang.reflect.Proxy.newProxyInstance(getClass().getClassLoader(), new Class<?>[] {Observer.class},
                    (proxy, method, arguments) -> heard.merge(method.getName(), 1, Integer::sum) == 0 || method.getReturnType() == boolean.class ? false : null));
            helpdesk.recoveryPoint(engine, 1);
        }
        assertThat(heard).containsKeys("runBegan", "stageBegan", "stageEnded", "committed", "storageConfirmed", "databaseCaptured", "stored", "fileWritten", "progress");
    }
}
