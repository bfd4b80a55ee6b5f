package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ChildJvm;
import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FileType;
import cerb.backup.backend.local.KillSwitch;
import cerb.backup.backend.local.KillSwitch.Point;
import cerb.backup.format.Id;
import cerb.backup.operation.KillVictim.Moment;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.forget.Forget;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.prune.Prune;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.SortedMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process at every stage of its work. The repository goes on from one kill to the next, as it would: what is acknowledged restores,
 * what is left is sound for us and for restic, the killed one's lock is known, its temporary files go, and the next run completes.
 */
final class KillTest {
    private static final List<FileType> WRITTEN_BY_A_BACKUP = List.of(FileType.LOCK, FileType.DATA, FileType.INDEX, FileType.SNAPSHOT);
    private static final List<Point> WRITING = List.of(Point.OPENED, Point.HALF, Point.WRITTEN, Point.SYNCED, Point.RENAMED, Point.DURABLE);
    private static final int STAGES_AN_ORACLE = 5;

    @TempDir
    Path root;
    private final Map<Id, SortedMap<String, String>> acknowledged = new LinkedHashMap<>();
    private HelpdeskFixture helpdesk;
    private int stages;
    private int restores;

    @TestFactory
    Stream<DynamicTest> killedWhileItMakesTheRepository() {
        return Stream.of(FileType.KEY, FileType.CONFIG).flatMap(type -> WRITING.stream().map(point -> type + " " + point + " 1"))
                .map(stage -> DynamicTest.dynamicTest(stage, () -> {
                    helpdesk = new HelpdeskFixture(Files.createDirectory(root.resolve(stage.replace(' ', '-'))));
                    acknowledged.clear();
                    kill("backup", stage);
                    assertGoesOn();
                }));
    }

    @TestFactory
    Stream<DynamicTest> killedWhileItBacksUp() throws IOException {
        begin();
        Stream<String> stages = Stream.concat(
                WRITTEN_BY_A_BACKUP.stream().flatMap(type -> WRITING.stream().map(point -> type + " " + point + " 1")),
                Stream.of("DATA DURABLE 2", "INDEX DURABLE 2", "LOCK REMOVING 1", "LOCK REMOVED 1", Moment.FIRST_WALK_DONE.name(), Moment.DUMP_PART_STORED.name(),
                        Moment.BEFORE_COMMIT.name(), Moment.SNAPSHOT_WRITTEN.name(), Moment.ACKNOWLEDGED.name()));
        return Stream.concat(stages.map(stage -> DynamicTest.dynamicTest(stage, () -> {
            helpdesk.write("attachments/k/" + ++this.stages, content(this.stages, 3000));
            kill("backup", stage);
            assertGoesOn();
        })), end());
    }

    @TestFactory
    Stream<DynamicTest> killedWhileItPrunes() throws IOException {
        begin();
        Stream<DynamicTest> copying = Stream.of(Moment.PRUNE_PLANNED.name(), "DATA RENAMED 1", "INDEX SYNCED 1", Moment.PRUNE_COPIED.name(),
                "INDEX REMOVING 1", "INDEX REMOVED 1", "DATA REMOVING 1", "DATA REMOVED 1").map(stage -> killedPrune("prune", stage));
        Stream<DynamicTest> sweeping = Stream.of("INDEX OPENED 1", "INDEX DURABLE 1").map(stage -> killedPrune("sweep", stage));
        return Stream.of(copying, sweeping, end()).flatMap(tests -> tests);
    }

    private DynamicTest killedPrune(String work, String stage) {
        return DynamicTest.dynamicTest(work + " " + stage, () -> {
            giveToPrune();
            kill(work, stage);
            assertGoesOn();
            assertNextPruneCompletes();
        });
    }

    @TestFactory
    Stream<DynamicTest> killedWhileItForgets() throws IOException {
        begin();
        return Stream.concat(Stream.of("SNAPSHOT REMOVING 1", "SNAPSHOT REMOVED 1", "SNAPSHOT REMOVING 2").map(stage -> DynamicTest.dynamicTest("forget " + stage, () -> {
            stages++;
            List<String> doomed = giveToForget();
            kill("forget", stage);
            assertThat(new RemovalJournal(helpdesk.repository).read()).last().satisfies(record -> assertThat(record.remove()).as("recorded before the first goes").hasSize(doomed.size()));
            assertGoesOn();
            try (Engine engine = helpdesk.engine()) {
                List<String> left = engine.repository().snapshots().stream().map(stored -> stored.id().toString()).filter(doomed::contains).toList();
                new Forget(engine).run(KillVictim.forgetting(left));
                assertThat(engine.repository().snapshots()).extracting(stored -> stored.id().toString()).doesNotContainAnyElementsOf(doomed);
            }
        })), end());
    }

    /** Two checkpoints that are to go, and one that stays. */
    private List<String> giveToForget() throws IOException {
        List<String> taken = new ArrayList<>();
        try (Engine engine = helpdesk.engine()) {
            for (int i = 0; i < 3; i++) {
                helpdesk.write("mail/changes", content(10L * stages + i, 900));
                taken.add(engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot().toString());
            }
        }
        acknowledged.put(Id.parse(taken.remove(2)), TreeListing.of(helpdesk.storage));
        Files.write(helpdesk.root.resolve(KillVictim.DOOMED), taken);
        return taken;
    }

    @TestFactory
    Stream<DynamicTest> killedWhileItRepairsTheIndex() throws IOException {
        begin();
        return Stream.concat(Stream.of("INDEX OPENED 1", "INDEX RENAMED 1", "INDEX DURABLE 1", "INDEX REMOVING 1", "INDEX REMOVED 1")
                .map(stage -> DynamicTest.dynamicTest("repair " + stage, () -> {
                    stages++;
                    damageAnIndex();
                    kill("repair", stage);
                    try (Engine engine = helpdesk.engine()) {
                        KillVictim.repair(engine);
                    }
                    assertGoesOn();
                })), end());
    }

    private void damageAnIndex() throws IOException {
        try (Stream<Path> files = Files.list(helpdesk.repository.resolve("index"))) {
            PackFiles.cut(files.max(Comparator.naturalOrder()).orElseThrow(), 10);
        }
    }

    @TestFactory
    Stream<DynamicTest> killedWhileItChangesThePassword() throws IOException {
        begin();
        return Stream.concat(Stream.of("KEY HALF 1", "KEY RENAMED 1", "KEY DURABLE 1", "KEY REMOVING 1", "KEY REMOVED 1")
                .map(stage -> DynamicTest.dynamicTest("passwd " + stage, () -> {
                    stages++;
                    kill("passwd", stage);
                    assertGoesOn();
                })), end());
    }

    private void begin() throws IOException {
        helpdesk = new HelpdeskFixture(root.resolve("helpdesk"));
        helpdesk.attach(1, 4);
        try (Engine engine = helpdesk.engine()) {
            acknowledged.put(helpdesk.recoveryPoint(engine, 1, 2).snapshot(), TreeListing.of(helpdesk.storage));
        }
    }

    /** Two checkpoints, of which the first is gone: a pack of it is half needed. */
    private void giveToPrune() throws IOException {
        stages++;
        try (Engine engine = helpdesk.engine()) {
            helpdesk.write("mail/stays" + stages, content(stages, 20_000));
            Path goes = helpdesk.write("mail/goes" + stages, content(stages + 1000, 30_000));
            Id first = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
            Files.delete(goes);
            acknowledged.put(engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot(), TreeListing.of(helpdesk.storage));
            engine.repository().removeSnapshot(first);
        }
    }

    private void kill(String work, String stage) throws IOException, InterruptedException {
        Path output = helpdesk.root.resolve("output");
        Process victim = ChildJvm.of(KillVictim.class, helpdesk.root.toString(), work, stage).redirectOutput(output.toFile()).start();
        assertThat(victim.waitFor()).as(() -> "the stage was reached: " + read(output)).isEqualTo(KillSwitch.EXIT_CODE);
        Path journal = helpdesk.root.resolve(KillVictim.JOURNAL);
        if (Files.exists(journal)) {
            SortedMap<String, String> storage = TreeListing.of(helpdesk.storage);
            Files.readAllLines(journal).forEach(line -> acknowledged.put(Id.parse(line), storage));
            Files.delete(journal);
        }
        age();
    }

    private static String read(Path output) {
        try {
            return Files.readString(output);
        } catch (IOException e) {
            return e.toString();
        }
    }

    /** An hour passes for what the killed one has left. */
    private void age() throws IOException {
        for (Path file : temporary()) {
            Files.setLastModifiedTime(file, FileTime.from(Instant.now().minus(Duration.ofHours(2))));
        }
    }

    private List<Path> temporary() throws IOException {
        try (Stream<Path> files = Files.walk(helpdesk.repository)) {
            return files.filter(file -> file.getFileName().toString().contains("-tmp-")).toList();
        }
    }

    private void assertGoesOn() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            assertThat(temporary()).as("temporary files").isEmpty();
            assertSound(engine);
            assertThat(engine.repository().locks().list()).as("locks").isEmpty();
            RecoveryPointResult next = helpdesk.recoveryPoint(engine, 1, 2);
            assertThat(next.incomplete()).isFalse();
            acknowledged.put(next.snapshot(), TreeListing.of(helpdesk.storage));
        }
        if (stages % STAGES_AN_ORACLE == 0) {
            ResticVersion version = ResticVersion.values()[stages / STAGES_AN_ORACLE % ResticVersion.values().length];
            Oracles.restic(version).run(helpdesk.repository.toString(), HelpdeskFixture.PASSWORD, "check");
        }
    }

    /** Nothing is damaged, and everything acknowledged is listed. */
    private void assertSound(Engine engine) throws IOException {
        CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
        assertThat(result.findings()).allMatch(finding -> finding.severity() == Finding.Severity.NOTE);
        assertThat(engine.repository().snapshots()).extracting(StoredSnapshot::id).containsAll(acknowledged.keySet());
    }

    private void assertRestores(Engine engine, Id snapshot) throws IOException {
        Path target = helpdesk.root.resolve("restored" + restores++);
        StoredSnapshot stored = engine.repository().find(snapshot.toString());
        assertThat(new Restore(engine.repository(), Observer.NONE).storage(stored, StorageOptions.to(target)).findings()).isEmpty();
        assertThat(TreeListing.of(target)).isEqualTo(acknowledged.get(snapshot));
    }

    private void assertNextPruneCompletes() throws IOException {
        try (Engine engine = helpdesk.engine()) {
            new Prune(engine, Observer.NONE).run(KillVictim.THOROUGH);
            PruneResult again = new Prune(engine, Observer.NONE).run(KillVictim.THOROUGH);
            assertThat(again.packsRemoved() + again.orphansRemoved()).isZero();
        }
    }

    private Stream<DynamicTest> end() {
        return Stream.of(DynamicTest.dynamicTest("everything acknowledged restores, and both restics agree", () -> {
            try (Engine engine = helpdesk.engine()) {
                for (Id snapshot : acknowledged.keySet()) {
                    assertRestores(engine, snapshot);
                }
            }
            helpdesk.checkByRestic();
        }));
    }
}
