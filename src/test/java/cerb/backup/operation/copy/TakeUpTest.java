package cerb.backup.operation.copy;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.EachCall;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class TakeUpTest {
    @TempDir
    private Path root;
    private HelpdeskFixture lost;
    private Path place;

    /** A sink that holds everything of a machine whose repository is lost. */
    @BeforeEach
    void fillPlace() throws IOException {
        lost = new HelpdeskFixture(root.resolve("lost"));
        lost.attach(1, 30);
        try (Engine engine = lost.engine()) {
            lost.recoveryPoint(engine, 1, 2);
            lost.write("attachments/new/one", HelpdeskFixture.content(99, 3000));
            lost.recoveryPoint(engine, 1, 2, 3);
        }
        place = root.resolve("place");
        copy(lost.repository, place);
    }

    @Test
    void goesOnBackingUpWhereTheLostMachineWas() throws Exception {
        SortedMap<String, String> before = TreeListing.of(place);
        HelpdeskFixture found = new HelpdeskFixture(root.resolve("found"));
        copy(lost.storage, found.storage);
        TakeUpResult result = takeUp(new LocalBackend(place), found.repository, 4);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.snapshots()).isEqualTo(2);
        assertThat(files(found.repository)).isEqualTo(files(place));
        try (Engine engine = found.engine()) {
            assertThat(engine.repository().id()).isEqualTo(result.repository());
            RecoveryPointResult next = found.recoveryPoint(engine, 1, 2, 3);
            assertThat(next.addedBytes()).as("everything is re-used but what says when it was").isLessThan(5000);
            assertThat(engine.repository().snapshots()).hasSize(3);
        }
        found.checkByRestic();
        assertThat(TreeListing.of(place).keySet()).as("nothing comes or goes there").isEqualTo(before.keySet());
    }

    @Test
    void goesOnAfterAnInterruptionAtAnyCall() throws Exception {
        int calls = EachCall.breaks(Fault.TRANSIENT, true, (number, order) -> {
            Path directory = root.resolve("interrupted-" + number);
            FaultyBackend faulty = new FaultyBackend(new Unlocked(place));
            int made;
            try (Repository source = open(faulty)) {
                order.to(faulty);
                made = interrupt(source, directory, faulty);
                faulty.heal();
                new TakeUp(source, directory, Observer.NONE).run(1);
            }
            assertThat(files(directory)).isEqualTo(files(place));
            return made;
        });
        assertThat(calls).isGreaterThan(10);
    }

    private static int interrupt(Repository source, Path directory, FaultyBackend faulty) {
        try {
            new TakeUp(source, directory, Observer.NONE).run(1);
        } catch (BackendException e) {
            assertThat(directory.resolve("config")).as("half a copy is no repository").doesNotExist();
        }
        return faulty.calls();
    }

    @Test
    void keepsANewRepositoryFromTakingThePlaceOfHalfACopy() throws Exception {
        FaultyBackend faulty = new FaultyBackend(new Unlocked(place));
        HelpdeskFixture found = new HelpdeskFixture(root.resolve("found"));
        try (Repository source = open(faulty)) {
            faulty.breakCall(9, Fault.TRANSIENT, true);
            assertThatThrownBy(() -> new TakeUp(source, found.repository, Observer.NONE).run(1)).isInstanceOf(BackendException.class);
        }
        assertThatThrownBy(found::engine).isInstanceOf(RepositoryException.class).hasMessageContaining("init --from");
    }

    @Test
    void fetchesAgainWhatComesChangedOrShort() throws Exception {
        for (Fault fault : List.of(Fault.CHANGED_BYTES, Fault.CUT_SHORT)) {
            Path directory = root.resolve(fault.name());
            FaultyBackend faulty = new FaultyBackend(new Unlocked(place));
            try (Repository source = open(faulty)) {
                faulty.breakCall(8, fault, false);
                assertThat(new TakeUp(source, directory, Observer.NONE).run(1).incomplete()).isFalse();
            }
            assertThat(files(directory)).isEqualTo(files(place));
        }
    }

    @Test
    void namesWhatIsDamagedThereAndCopiesTheRest() throws Exception {
        Path pack = pack();
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(pack);
        Files.write(pack, bytes);
        Path directory = root.resolve("found");
        TakeUpResult result = takeUp(new LocalBackend(place), directory, 4);
        assertThat(result.incomplete()).isTrue();
        assertThat(result.findings()).extracting(Finding::subject).containsExactly(place.relativize(pack).toString());
        SortedMap<String, Long> expected = files(place);
        expected.remove(place.relativize(pack).toString());
        assertThat(files(directory)).isEqualTo(expected);
    }

    @Test
    void refusesADirectoryWithAnotherRepository() throws Exception {
        HelpdeskFixture other = new HelpdeskFixture(root.resolve("other"));
        try (Engine engine = other.engine()) {
            other.recoveryPoint(engine, 1);
        }
        SortedMap<String, String> before = TreeListing.of(other.repository);
        assertThatThrownBy(() -> takeUp(new LocalBackend(place), other.repository, 4)).isInstanceOf(OperationException.class).hasMessageContaining("another one is there");
        Files.move(other.repository.resolve("config"), root.resolve("their-config"));
        assertThatThrownBy(() -> takeUp(new LocalBackend(place), other.repository, 4)).isInstanceOf(OperationException.class).hasMessageContaining("another one is there");
        Files.move(root.resolve("their-config"), other.repository.resolve("config"));
        assertThat(TreeListing.of(other.repository).keySet()).isEqualTo(before.keySet());
    }

    @Test
    void refusesADirectoryInUse() throws Exception {
        try (HostLock lock = HostLock.take(Files.createDirectory(root.resolve("used")))) {
            assertThat(lock).isNotNull();
            assertThatThrownBy(() -> takeUp(new LocalBackend(place), root.resolve("used"), 4)).isInstanceOf(HostLock.BusyException.class);
        }
    }

    @Test
    void bringsBackWhatIsMissingHereButNotWhatWasRemoved() throws Exception {
        Path directory = root.resolve("found");
        takeUp(new LocalBackend(place), directory, 4);
        Path missing = directory.resolve(place.relativize(pack()));
        Files.delete(missing);
        Handle removed = handles(FileType.SNAPSHOT).get(0);
        new RemovalJournal(directory).append(new Removal(Instant.now(), "forget", List.of(), List.of(removed)));
        Files.delete(directory.resolve(removed.path()));
        assertThat(takeUp(new LocalBackend(place), directory, 4).files()).isOne();
        assertThat(missing).exists();
        assertThat(directory.resolve(removed.path())).doesNotExist();
    }

    @Test
    void copiesFromWhereItMayOnlyRead() throws Exception {
        Path directory = root.resolve("found");
        TakeUpResult result = takeUp(new Unlocked(place), directory, 4);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.findings()).extracting(Finding::message).singleElement().asString().contains("cannot be locked");
        Oracles.restic(ResticVersion.INSTALLED).run(directory.toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    @Test
    void leavesPacksOfDataWhereACacheIsTakenUp() throws Exception {
        HelpdeskFixture found = new HelpdeskFixture(root.resolve("found"));
        copy(lost.storage, found.storage);
        try (Repository source = open(new LocalBackend(place))) {
            TakeUpResult result = new TakeUp(source, found.repository, Observer.NONE).run(2, true, Duration.ZERO);
            assertThat(result.left()).isPositive();
            assertThat(AwayPacks.read(found.repository).all()).hasSize(result.left());
            assertThat(files(found.repository)).as("all else, and the list of them").hasSize(files(place).size() - result.left() + 1).containsKey(AwayPacks.NAME);
        }
        Backend sink = new LocalBackend(place);
        try (Engine engine = Engine.openOrInitialise(found.options().withPacksAtSinks(Set.of("sink")), new Observers())) {
            engine.mirrors().begin(sink, MirrorOptions.of("sink", Duration.ofHours(24), true));
            RecoveryPointResult next = found.recoveryPoint(engine, 1, 2, 3);
            assertThat(next.addedBytes()).as("what stayed there is known here").isLessThan(5000);
            Path restored = root.resolve("restored");
            new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(next.snapshot().toString()), StorageOptions.to(restored));
            assertThat(TreeListing.of(restored)).isEqualTo(TreeListing.of(found.storage));
        }
    }

    private static TakeUpResult takeUp(Backend from, Path directory, int atOnce) {
        try (Repository source = open(from)) {
            return new TakeUp(source, directory, Observer.NONE).run(atOnce);
        }
    }

    private static Repository open(Backend backend) {
        return Repository.open(backend, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults());
    }

    private Path pack() {
        return place.resolve(handles(FileType.DATA).get(0).path());
    }

    private List<Handle> handles(FileType type) {
        var found = new ArrayList<Handle>();
        new LocalBackend(place).list(type, (handle, size) -> found.add(handle));
        found.sort(Comparator.comparing(Handle::name));
        return found;
    }

    /** Every file of the repository with its size; none of ours beside it. */
    private static SortedMap<String, Long> files(Path repository) throws IOException {
        var sizes = new TreeMap<String, Long>();
        try (Stream<Path> all = Files.walk(repository)) {
            for (Path file : (Iterable<Path>) all.filter(Files::isRegularFile)::iterator) {
                String path = repository.relativize(file).toString();
                if (!path.startsWith("cerb-backup.")) {
                    sizes.put(path, Files.size(file));
                }
            }
        }
        return sizes;
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : (Iterable<Path>) all.filter(path -> !path.getFileName().toString().startsWith("cerb-backup."))::iterator) {
                Path target = to.resolve(from.relativize(file));
                if (!Files.exists(target)) {
                    Files.createDirectories(target.getParent());
                    Files.copy(file, target, StandardCopyOption.COPY_ATTRIBUTES);
                }
            }
        }
    }

    /** A place that may only be read. */
    private static final class Unlocked extends ForwardingBackend {
        Unlocked(Path directory) {
            super(new LocalBackend(directory));
        }

        @Override
        public void save(Handle handle, Content content) {
            throw new PermanentException("access denied");
        }
    }
}
