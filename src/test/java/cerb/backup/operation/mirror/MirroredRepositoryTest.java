package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.chunker.GearChunker;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.key.KeyChanges;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import java.util.Random;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A real repository mirrored into a directory, judged by restic. */
class MirroredRepositoryTest {
    private static final RepositoryOptions OPTIONS = RepositoryOptions.defaults().withKeyDerivation(HelpdeskFixture.CHEAP_KEYS).withLockSettle(HelpdeskFixture.NO_SETTLE);

    @TempDir
    Path directory;
    private Backend sink;
    private Repository repository;
    private Mirror mirror;

    @BeforeEach
    void begin() {
        repository = Repository.init(new LocalBackend(directory.resolve("local")), Password.of("secret"), OPTIONS);
        sink = new LocalBackend(directory.resolve("sink"));
        mirror = mirror(MirrorScene.OPTIONS);
    }

    private Mirror mirror(MirrorOptions options) {
        Mirror begun = new Mirror(new LocalSide(repository.backend(), new RemovalJournal(directory), () -> true, new MarksFile(directory).hashedAt("offsite"), (place, strange) -> Optional.empty()), sink, SinkLock.of(repository.locksAt(sink)), options,
                MirrorListener.NONE, Clock.systemUTC());
        repository.addListener(begun);
        return begun;
    }

    @AfterEach
    void end() {
        mirror.close();
        repository.close();
    }

    @Test
    void isARepositoryThatResticAccepts() throws IOException {
        snapshot(1);
        drain();
        snapshot(2);
        drain();
        String location = directory.resolve("sink").toString();
        var restic = Oracles.restic(Oracles.ResticVersion.INSTALLED);
        assertThat(restic.run(location, "secret", "check", "--read-data")).contains("no errors were found");
        assertThat(restic.run(location, "secret", "snapshots", "--json")).contains("2001");
        assertThat(files(sink, FileType.LOCK)).isZero();
    }

    @Test
    void holdsALockAtTheSinkWhileAPassRuns() throws IOException {
        snapshot(1);
        Outgoing file = mirror.next().orElseThrow();
        assertThat(files(sink, FileType.LOCK)).isEqualTo(1);
        assertThat(files(repository.backend(), FileType.LOCK)).isZero();
        send(file);
        drain();
        assertThat(files(sink, FileType.LOCK)).isZero();
    }

    @Test
    void takesOverANewPasswordAndDropsTheOldOne() throws IOException {
        snapshot(1);
        drain();
        KeyChanges changes = new KeyChanges(repository, new Gate(), new RemovalJournal(directory), Clock.systemUTC());
        Id added = changes.add(repository.keys().make(Password.of("another secret")));
        drain();
        assertThat(files(sink, FileType.KEY)).as("both passwords open the sink").isEqualTo(2);
        changes.remove(repository.keys().inUse(), added, "key passwd");
        drain();
        assertThat(files(sink, FileType.KEY)).as("for a day, so that a mistake can be met").isEqualTo(2);
        repository.removeListener(mirror);
        mirror.close();
        mirror = mirror(new MirrorOptions("offsite", Duration.ofHours(24), true, Duration.ZERO));
        drain();
        assertThat(files(sink, FileType.KEY)).isEqualTo(1);
        String location = directory.resolve("sink").toString();
        var restic = Oracles.restic(Oracles.ResticVersion.NEWER);
        assertThat(restic.ask(location, "secret", "snapshots").exitCode()).as("wrong password").isEqualTo(12);
        assertThat(restic.run(location, "another secret", "check")).contains("no errors were found");
    }

    @Test
    void waitsWhileSomebodyPrunesTheSink() throws IOException {
        drain();
        snapshot(1);
        try (var locks = repository.locksAt(sink); var foreign = locks.acquire(LockMode.EXCLUSIVE)) {
            assertThat(foreign.isHeld()).isTrue();
            assertThat(mirror.next()).isEmpty();
            assertThat(mirror.status().problem()).isPresent();
        }
        drain();
        assertThat(mirror.backlog().isEmpty()).isTrue();
    }

    @Test
    void foreignPruneAtAnyStepOfAPassWaitsOrCostsNothing() throws IOException {
        snapshot(1);
        drain();
        var restic = Oracles.restic(Oracles.ResticVersion.INSTALLED);
        String location = directory.resolve("sink").toString();
        snapshot(2);
        int refused = 0;
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            refused += restic.ask(location, "secret", "prune").exitCode() == 0 ? 0 : 1;
            send(file.get());
        }
        assertThat(refused).as("at each file of the pass").isEqualTo(3);
        assertThat(restic.run(location, "secret", "prune")).as("between passes").contains("done");
        snapshot(3);
        drain();
        // after three in a row the pass would stay open
        mirror.close();
        assertThat(restic.run(location, "secret", "check", "--read-data")).contains("no errors were found");
        assertThat(restic.run(location, "secret", "snapshots", "--json")).contains("2001", "2002", "2003");
    }

    private void snapshot(int seed) throws IOException {
        byte[] content = new byte[1 << 20];
        new Random(seed).nextBytes(content);
        repository.index().write(writer -> {
            writer.storeTree(new TreeWriter().finish());
            return writer.store(new ByteArrayInputStream(content), new GearChunker(repository.config().chunkerPolynomial()));
        });
        repository.saveSnapshot(Snapshot.of(Instant.parse("200" + seed + "-01-01T00:00:00Z"), TreeWriter.EMPTY_TREE, List.of("/a"), "host"));
    }

    private void drain() {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            send(file.get());
        }
    }

    private void send(Outgoing file) {
        sink.save(file.handle(), file.content());
        mirror.confirm(file, sink.size(file.handle()), null);
    }

    private static int files(Backend backend, FileType type) {
        var found = new ArrayList<Long>();
        backend.list(type, (handle, size) -> found.add(size));
        return found.size();
    }
}
