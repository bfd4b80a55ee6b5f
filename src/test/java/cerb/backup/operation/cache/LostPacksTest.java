package cerb.backup.operation.cache;

import static cerb.backup.operation.HelpdeskFixture.content;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.crypto.Password;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.Locks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** What becomes of packs that were kept at a sink alone, once it has them no more. */
class LostPacksTest {
    private static final int SIZE = 300_000;

    @TempDir
    private Path root;
    private CacheScene scene;
    private Id pack;
    private Path atSink;

    /** Two checkpoints, so that no run needs the first one's pack; that is lost, and what the source has no more of it is not needed. */
    @BeforeEach
    void lose() throws IOException {
        scene = new CacheScene(root, "one");
        scene.helpdesk.write("mail/first", content(1, SIZE));
        Id first = scene.checkpoint();
        scene.helpdesk.write("mail/second", content(2, SIZE));
        scene.checkpoint();
        scene.mirror();
        scene.forget(first);
        pack = scene.engine.repository().index().locate(BlobHandle.data(Id.hash(content(1, SIZE)))).orElseThrow().pack();
        atSink = CacheScene.file(scene.sink("one"), pack);
        Files.move(atSink, root.resolve("kept"));
    }

    @AfterEach
    void close() {
        scene.close();
    }

    private Handle handle() {
        return new Handle(FileType.DATA, pack.toString());
    }

    private void assertBackupsGoOn() throws IOException {
        scene.helpdesk.write("mail/third", content(3, SIZE));
        Id last = scene.checkpoint();
        scene.prune();
        scene.mirror();
        assertThat(scene.mirrors.get("one").backlog().isEmpty()).isTrue();
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
        scene.assertRestores(last);
    }

    @Test
    void areAwayNoLongerOnceTheIndexIsRepaired() throws IOException {
        assertThat(scene.repairIndex().packsDropped()).isEqualTo(1);
        assertThat(AwayPacks.read(scene.helpdesk.repository).size(handle())).isEmpty();
        assertBackupsGoOn();
        scene.restart();
        assertThat(scene.repairIndex().findings()).isEmpty();
        assertBackupsGoOn();
    }

    /** As a repair has left them that took them out of the index alone. */
    @Test
    void areAwayNoLongerWhereTheIndexHasForgottenThemBefore() throws IOException {
        scene.repairIndex();
        AwayPacks.open(scene.helpdesk.repository).add(Map.of(handle(), Files.size(root.resolve("kept"))), Set.of("one"));
        scene.restart();
        assertThatThrownBy(() -> scene.checkpoint()).isInstanceOf(OperationException.class).hasMessageContaining("does not name");
        scene.repairIndex();
        assertBackupsGoOn();
    }

    @Test
    void areNamedAsLongAsTheSinkThatMayHaveThemAgainCannotBeAsked() throws IOException {
        assertThat(scene.engine.files().compare()).isEmpty();
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        assertThatThrownBy(() -> scene.repairIndex()).isInstanceOf(BackendException.class);
        scene.sinks.get("one").heal();
        Files.move(root.resolve("kept"), atSink);
        assertThat(scene.repairIndex().findings()).isEmpty();
        assertThat(scene.engine.repository().index().containsPack(pack)).isTrue();
        assertBackupsGoOn();
    }

    @Test
    void areNamedByACheckOfTheNextProcessThoughTheSinkCannotBeAsked() throws IOException {
        assertThat(scene.engine.files().compare()).isEmpty();
        scene.restart();
        scene.sinks.get("one").breakCall(0, Fault.TRANSIENT, true);
        assertThat(scene.engine.files().compare()).hasSize(1);
        assertThat(scene.check(CheckOptions.structure()).findings()).anyMatch(finding -> finding.subject().equals("pack " + pack) && finding.message().contains("was at no sink"));
        scene.sinks.get("one").heal();
        Files.move(root.resolve("kept"), atSink);
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(scene.check(CheckOptions.structure()).damaged()).isFalse();
    }

    @Test
    void areReliedOnAgainOnceASinkHasThemAgain() throws IOException {
        assertThat(scene.engine.files().compare()).isEmpty();
        scene.restart();
        assertThat(scene.engine.repository().index().trust().distrusted()).as("known to the next process").containsExactly(pack);
        Files.move(root.resolve("kept"), atSink);
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(scene.engine.repository().index().trust().distrusted()).isEmpty();
        int before = scene.dataPacks().size();
        scene.helpdesk.write("mail/third", content(3, SIZE));
        scene.checkpoint();
        assertThat(scene.dataPacks()).as("nothing is stored twice").hasSize(before + 1);
    }

    @Test
    void areReliedOnAgainOnceTheyArePutBackHere() throws IOException {
        assertThat(scene.engine.files().compare()).isEmpty();
        Files.move(root.resolve("kept"), CacheScene.file(scene.helpdesk.repository, pack));
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(scene.engine.repository().index().trust().absent()).isEmpty();
        assertThat(scene.check(CheckOptions.structure()).findings()).isEmpty();
    }

    /** A check without a daemon is a reading verb: it asks the sinks itself. */
    @Test
    void areSoundForAReadingVerbOnceASinkHasThemAgain() throws IOException {
        assertThat(scene.engine.files().compare()).isEmpty();
        assertThat(checkByAReader().findings()).anyMatch(finding -> finding.subject().equals("pack " + pack) && finding.message().equals("is missing"));
        Files.move(root.resolve("kept"), atSink);
        assertThat(checkByAReader().damaged()).isFalse();
    }

    private CheckResult checkByAReader() {
        RepositoryOptions options = RepositoryOptions.defaults().withLockNotes(Locks.notes(scene.helpdesk.repository));
        try (Repository reader = ReadThroughRepository.open(scene.helpdesk.repository, Sinks.of(List.copyOf(scene.sinks.values())), Password.of(HelpdeskFixture.PASSWORD), options)) {
            return new Check(reader, Observer.NONE).run(CheckOptions.structure());
        }
    }
}
