package cerb.backup.operation.cache;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.TransientException;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Finding.Severity;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DroppedPacksTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path root;
    private CacheScene scene;

    @AfterEach
    void close() {
        scene.close();
    }

    /** Two checkpoints, so that the first one's packs are needed by every snapshot and by no run. */
    private Id twoCheckpoints(String... sinks) {
        scene = new CacheScene(root, sinks);
        scene.helpdesk.attach(1, 30);
        scene.helpdesk.write("mail/first", content(1, SIZE));
        scene.checkpoint();
        scene.helpdesk.write("mail/second", content(2, SIZE));
        return scene.checkpoint();
    }

    private Path packOf(Path repository, int seed) {
        return CacheScene.file(repository, scene.engine.repository().index().locate(BlobHandle.data(Id.hash(content(seed, SIZE)))).orElseThrow().pack());
    }

    private Path here(int seed) {
        return packOf(scene.helpdesk.repository, seed);
    }

    private Path marker() {
        return scene.helpdesk.repository.resolve(AwayPacks.NAME);
    }

    @Test
    void goWhenTheSinkHoldsThemAndAreFetchedForARestore() throws IOException {
        Id last = twoCheckpoints("one");
        assertThat(scene.away()).isZero();
        scene.mirror();
        assertThat(here(1)).doesNotExist();
        assertThat(marker()).content().startsWith("This directory is NOT a full repository").contains(here(1).getFileName().toString());
        scene.assertRestores(last);
        assertThat(here(1)).as("a cache stays one").doesNotExist();
        Oracles.restic(ResticVersion.NEWER).run(scene.sink("one").toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    @Test
    void stayUntilTheLastSinkHoldsThem() throws IOException {
        Id last = twoCheckpoints("one", "two");
        scene.mirror("one");
        assertThat(scene.away()).isZero();
        scene.restart();
        scene.mirror("one");
        assertThat(scene.away()).as("after a start the other has not answered yet").isZero();
        scene.mirror("two");
        assertThat(scene.away()).isPositive();
        scene.assertRestores(last);
    }

    /** What a backup reads stays here, so one can be taken from a fresh start while every sink is away. */
    @Test
    void areNotNeededForTheNextBackup() throws IOException {
        scene = new CacheScene(root, "one");
        scene.helpdesk.attach(1, 30);
        scene.helpdesk.recoveryPoint(scene.engine, 1, 2);
        scene.helpdesk.write("mail/first", content(1, SIZE));
        scene.checkpoint();
        scene.mirror();
        assertThat(scene.away()).isPositive();
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        scene.restart();
        scene.helpdesk.write("mail/second", content(2, SIZE));
        long before = scene.dataPacks().size();
        Id checkpoint = scene.checkpoint();
        assertThat(scene.dataPacks()).as("nothing is stored twice").hasSize((int) before + 1);
        assertThat(scene.helpdesk.recoveryPoint(scene.engine, 1, 2, 3).incomplete()).isFalse();
        assertThatThrownBy(() -> scene.restore(checkpoint)).isInstanceOf(BackendException.class);
        scene.sinks.get("one").heal();
        scene.mirror();
        scene.assertRestores(checkpoint);
    }

    /** A prune at the sink would not know that they are needed. */
    @Test
    void stayWhileARunIsUnderWay() throws InterruptedException {
        twoCheckpoints("one");
        try (var run = scene.engine.gate().append()) {
            scene.mirror();
            assertThat(scene.away()).isZero();
        }
        scene.mirror();
        assertThat(scene.away()).isPositive();
    }

    /** As after a kill while the far side was saying that what it holds is wrong. */
    @Test
    void stayWhereAListingAloneSaysThatTheSinkHoldsThem() throws IOException {
        Id last = twoCheckpoints("one");
        scene.hashing.get("one").hashing(true);
        Files.createDirectories(packOf(scene.sink("one"), 1).getParent());
        Files.copy(here(1), packOf(scene.sink("one"), 1));
        damage(packOf(scene.sink("one"), 1));
        scene.mirror();
        scene.mirror();
        assertThat(here(1)).doesNotExist();
        scene.assertRestores(last);
        assertThat(scene.findings).extracting(Finding::message).anyMatch(message -> message.contains("is damaged there; it is sent again"));
    }

    private static void damage(Path pack) throws IOException {
        byte[] bytes = Files.readAllBytes(pack);
        bytes[100] ^= 1;
        Files.delete(pack);
        Files.write(pack, bytes);
    }

    @Test
    void areCheckedByTheHashesOfASinkThatComputesThem() throws IOException {
        twoCheckpoints("one", "two");
        scene.mirror();
        scene.hashing.get("two").hashing(true);
        damage(packOf(scene.sink("one"), 1));
        assertThat(scene.check(CheckOptions.everything()).findings()).extracting(Finding::message).anyMatch(message -> message.startsWith(Plurals.words(scene.away(), "pack")) && message.contains("not fetched"));
        assertThat(scene.findings).extracting(Finding::severity).as("that of the other is not even fetched").doesNotContain(Severity.DAMAGE);
        damage(packOf(scene.sink("two"), 1));
        assertThat(scene.check(CheckOptions.everything()).damaged()).isTrue();
    }

    /** A sink's hash says that a pack is what was sent there, and not that it was sound then. */
    @Test
    void areReadWhereTheyWereFoundDamagedThoughASinkHashesThemRight() {
        twoCheckpoints("one");
        scene.mirror();
        scene.hashing.get("one").hashing(true);
        Id pack = scene.engine.repository().index().locate(BlobHandle.data(Id.hash(content(1, SIZE)))).orElseThrow().pack();
        scene.engine.repository().index().trust().distrust(pack);
        CheckResult result = scene.check(CheckOptions.everything());
        assertThat(result.findings()).extracting(Finding::message).noneMatch(message -> message.startsWith(Plurals.words(scene.away(), "pack")) && message.contains("not fetched"));
        assertThat(result.packsRead()).isEqualTo(result.packs());
        assertThat(result.damaged()).as("it is sound").isFalse();
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
    }

    @Test
    void areCheckedAtTheSink() {
        twoCheckpoints("one");
        scene.mirror();
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
        CheckResult all = scene.check(CheckOptions.everything());
        assertThat(all.damaged()).isFalse();
        assertThat(all.packsRead()).isEqualTo(all.packs());
    }

    @Test
    void areMissingForACheckWhereNoSinkHasThem() throws IOException {
        twoCheckpoints("one");
        scene.mirror();
        Files.delete(packOf(scene.sink("one"), 1));
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(scene.check(CheckOptions.structure()).findings()).anyMatch(finding -> finding.severity() == Severity.DAMAGE
                && finding.subject().endsWith(here(1).getFileName().toString()) && finding.message().equals("is missing"));
    }

    /** A sink that is away is no proof of anything. */
    @Test
    void areNotMissingWhereASinkCannotBeAsked() {
        twoCheckpoints("one");
        scene.mirror();
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        assertThat(scene.engine.files().compare()).hasSize(1);
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
    }

    @Test
    void areSentAgainFromTheOtherSinkToOneThatHasLostThem() throws IOException {
        Id last = twoCheckpoints("one", "two");
        scene.mirror();
        Path lost = packOf(scene.sink("one"), 1);
        Files.delete(lost);
        scene.restart();
        scene.mirror();
        assertThat(lost).exists().hasSameBinaryContentAs(packOf(scene.sink("two"), 1));
        scene.assertRestores(last);
        Oracles.restic(ResticVersion.NEWER).run(scene.sink("one").toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    /** As when a daemon starts: the one that has a sound copy may be the next. */
    @Test
    void areNotTakenForDamagedBeforeEverySinkIsThere() throws IOException {
        twoCheckpoints("one", "two");
        scene.mirror();
        Path damaged = packOf(scene.sink("one"), 1);
        damage(damaged);
        FaultyBackend other = scene.sinks.remove("two");
        scene.restart();
        assertThatThrownBy(() -> read(damaged)).isInstanceOf(TransientException.class).hasMessageContaining("a damaged copy");
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
        scene.sinks.put("two", other);
        scene.restart();
        read(damaged);
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
    }

    @Test
    void areReadFromTheSinkWhoseCopyIsSound() throws IOException {
        Id last = twoCheckpoints("one", "two");
        scene.mirror();
        damage(packOf(scene.sink("one"), 1));
        scene.assertRestores(last);
        assertThat(scene.findings).anyMatch(finding -> finding.severity() == Severity.DAMAGE && finding.message().contains("sink-one is damaged"));
    }

    /** The only copy has gone; what the source still has comes again, and mirroring goes on. */
    @Test
    void areStoredAgainFromTheSourceWhereNoSinkHasThem() throws IOException {
        twoCheckpoints("one");
        scene.mirror();
        Files.delete(packOf(scene.sink("one"), 1));
        scene.restart();
        scene.mirror();
        assertThat(scene.findings).extracting(Finding::message).anyMatch(message -> message.startsWith("is not here, and no sink has it"));
        scene.helpdesk.write("mail/third", content(3, SIZE));
        Id last = scene.checkpoint();
        scene.mirror();
        assertThat(scene.mirrors.get("one").backlog().isEmpty()).isTrue();
        scene.assertRestores(last);
    }

    /** Whoever reads it: a mirror does so for another sink. */
    @Test
    void areStoredAgainFromTheSourceWhereTheOnlyCopyIsDamaged() throws IOException {
        twoCheckpoints("one");
        scene.mirror();
        Path atSink = packOf(scene.sink("one"), 1);
        damage(atSink);
        read(atSink);
        assertThat(scene.findings).extracting(Finding::message).contains("is damaged at every sink that has it");
        scene.helpdesk.write("mail/third", content(3, SIZE));
        Id last = scene.checkpoint();
        scene.mirror();
        assertThat(packOf(scene.sink("one"), 1)).isNotEqualTo(atSink);
        scene.assertRestores(last);
        putRight(atSink);
        assertThat(scene.check(CheckOptions.structure()).damaged()).as("nobody has read it since").isTrue();
        read(atSink);
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
    }

    private static void putRight(Path damaged) throws IOException {
        damage(damaged);
    }

    private void read(Path pack) {
        scene.engine.repository().backend().load(new Handle(FileType.DATA, pack.getFileName().toString()), 0, -1, InputStream::readAllBytes);
    }

    @Test
    void comeBackByACheckWhenEverythingIsToStay() throws IOException {
        Id last = twoCheckpoints("one");
        scene.mirror();
        scene.packsAtSinks = Set.of();
        scene.restart();
        scene.mirror();
        assertThat(marker()).exists();
        assertThat(scene.check(CheckOptions.everything()).damaged()).isFalse();
        assertThat(marker()).doesNotExist();
        assertThat(scene.away()).isZero();
        scene.helpdesk.checkByRestic();
        scene.restart();
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        scene.assertRestores(last);
    }

    /** The order explains it, and is dropped after a month. */
    @Test
    void areNotAwayForEverWhereAPowerCutHasUndoneTheNoteOfTheirRemoval() throws IOException {
        scene = new CacheScene(root, "one");
        scene.helpdesk.write("mail/first", content(1, SIZE));
        Id first = scene.checkpoint();
        scene.helpdesk.write("mail/first", content(2, SIZE));
        scene.checkpoint();
        scene.mirror();
        byte[] before = Files.readAllBytes(marker());
        scene.forget(first);
        assertThat(scene.prune().packsRemoved()).isPositive();
        scene.engine.close();
        Files.write(marker(), before);
        scene.open();
        scene.engine.mirrors().dropOldOrders();
        Files.delete(scene.helpdesk.repository.resolve(RemovalJournal.NAME));
        scene.helpdesk.write("mail/third", content(3, SIZE));
        scene.assertRestores(scene.checkpoint());
    }
}
