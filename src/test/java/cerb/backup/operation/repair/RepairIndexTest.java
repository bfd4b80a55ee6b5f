package cerb.backup.operation.repair;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.EachCall;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Id;
import cerb.backup.format.IndexFile.IndexedPack;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.cache.AwayPacks;
import cerb.backup.operation.cache.ReadThroughBackend;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Clock;
import java.time.Duration;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.Comparator;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class RepairIndexTest {
    @TempDir
    private Path directory;
    private final List<Id> snapshots = new ArrayList<>();

    private static RepairIndexResult repair(Repository repository, Path journal, boolean readAll, boolean dryRun) {
        var files = new ReadThroughBackend(repository.backend(), AwayPacks.read(journal), ReadThroughBackend.Use.CACHE);
        return new RepairIndex(repository, new Gate(), journal, files, Observer.NONE, Clock.systemUTC(), Duration.ZERO).run(readAll, dryRun);
    }

    private RepairIndexResult repair(Backend backend, boolean readAll) {
        try (Repository repository = SmallBackup.open(backend)) {
            return repair(repository, directory, readAll, false);
        }
    }

    private void fill(Backend backend) throws IOException {
        try (Repository repository = SmallBackup.init(backend)) {
            for (int number = 1; number <= 3; number++) {
                snapshots.add(new SmallBackup(number).take(repository));
            }
        }
    }

    private void assertAllRestorable(Backend backend) {
        try (Repository repository = SmallBackup.open(backend)) {
            SmallBackup.assertSound(repository);
            for (int number = 1; number <= 3; number++) {
                new SmallBackup(number).assertRestorable(repository, snapshots.get(number - 1));
            }
        }
    }

    private static List<Handle> files(Backend backend, FileType type) {
        List<Handle> files = new ArrayList<>();
        backend.list(type, (handle, size) -> files.add(handle));
        files.sort(Comparator.comparing(Handle::name));
        return files;
    }

    private static Map<Id, Set<PackedBlob>> content(Backend backend) {
        Map<Id, Set<PackedBlob>> content = new HashMap<>();
        try (Repository repository = SmallBackup.open(backend)) {
            repository.index().forEachPack((pack, blobs) -> content.put(pack, Set.copyOf(blobs)));
        }
        return content;
    }

    @Test
    void changesNothingThatFits() throws IOException {
        MemoryBackend backend = new MemoryBackend();
        fill(backend);
        List<Handle> before = files(backend, FileType.INDEX);
        RepairIndexResult result = repair(backend, true);
        assertThat(result.findings()).isEmpty();
        assertThat(result.exitCode()).isZero();
        assertThat(files(backend, FileType.INDEX)).isEqualTo(before);
        assertThat(new RemovalJournal(directory).read()).isEmpty();
    }

    /** What may happen to a repository, and what restic makes of it. */
    private enum Damage {
        ALL_INDEXES_GONE, AN_INDEX_GONE, AN_INDEX_FLIPPED, A_PACK_GONE, A_PACK_CUT, NONSENSE_AS_PACK;

        void happenTo(Path repository) throws IOException {
            List<Path> indexes = list(repository.resolve("index"));
            List<Path> packs = list(repository.resolve("data"));
            switch (this) {
                case ALL_INDEXES_GONE -> {
                    for (Path index : indexes) {
                        Files.delete(index);
                    }
                }
                case AN_INDEX_GONE -> Files.delete(indexes.get(0));
                case AN_INDEX_FLIPPED -> change(indexes.get(1), false);
                case A_PACK_GONE -> Files.delete(packs.get(0));
                case A_PACK_CUT -> change(packs.get(0), true);
                case NONSENSE_AS_PACK -> Files.write(Files.createDirectories(repository.resolve("data/ab")).resolve("ab".repeat(32)), new byte[100]);
            }
        }

        private static void change(Path file, boolean cut) throws IOException {
            Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-------"));
            byte[] bytes = Files.readAllBytes(file);
            bytes[bytes.length / 2] ^= 1;
            Files.write(file, cut ? Arrays.copyOf(bytes, bytes.length - 1) : bytes);
        }

        private static List<Path> list(Path place) throws IOException {
            try (Stream<Path> all = Files.walk(place)) {
                return all.filter(Files::isRegularFile).sorted().toList();
            }
        }
    }

    @ParameterizedTest
    @EnumSource(Damage.class)
    void indexReadsAsAfterResticsOwnRepair(Damage damage) throws IOException {
        ResticVersion version = damage.ordinal() % 2 == 0 ? ResticVersion.NEWER : ResticVersion.INSTALLED;
        Path ours = directory.resolve("ours");
        Path theirs = directory.resolve("theirs");
        fill(new LocalBackend(ours));
        damage.happenTo(ours);
        copy(ours, theirs);
        RepairIndexResult result = repair(new LocalBackend(ours), false);
        String[] command = version == ResticVersion.NEWER ? new String[] {"repair", "index"} : new String[] {"rebuild-index"};
        Oracles.restic(version).ask(theirs.toString(), SmallBackup.PASSWORD_TEXT, command);
        assertThat(content(new LocalBackend(ours))).isEqualTo(content(new LocalBackend(theirs)));
        boolean isLost = damage == Damage.A_PACK_GONE || damage == Damage.A_PACK_CUT;
        assertThat(result.exitCode()).isEqualTo(isLost ? 3 : 0);
        for (ResticVersion each : ResticVersion.values()) {
            assertThat(Oracles.restic(each).ask(ours.toString(), SmallBackup.PASSWORD_TEXT, "check").exitCode() == 0).as("check of " + each).isEqualTo(!isLost);
        }
        if (!isLost) {
            assertAllRestorable(new LocalBackend(ours));
        }
        assertThat(repair(new LocalBackend(ours), true).indexesNew()).as("nothing is left to do").isZero();
    }

    private static void copy(Path from, Path to) throws IOException {
        try (Stream<Path> all = Files.walk(from)) {
            for (Path file : all.toList()) {
                Files.copy(file, to.resolve(from.relativize(file).toString()));
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"true", "false"})
    void entryThatDisagreesWithItsPackIsReplaced(boolean bySize) throws IOException {
        MemoryBackend backend = new MemoryBackend();
        fill(backend);
        Map<Id, Set<PackedBlob>> sound = content(backend);
        List<Handle> before = files(backend, FileType.INDEX);
        try (Repository repository = SmallBackup.open(backend)) {
            List<IndexedPack> wrong = new ArrayList<>();
            repository.index().forEachPack((pack, blobs) -> wrong.add(new IndexedPack(pack, bySize ? blobs.subList(0, blobs.size() - 1 == 0 ? 1 : blobs.size() - 1) : renamed(blobs))));
            repository.index().rewriteIndex(List.of(), pack -> false, wrong);
        }
        before.forEach(backend::remove);
        assertThat(repair(backend, !bySize).indexesNew()).isEqualTo(1);
        assertThat(content(backend)).isEqualTo(sound);
        assertAllRestorable(backend);
        assertThat(new RemovalJournal(directory).read()).singleElement().satisfies(removal -> {
            assertThat(removal.by()).isEqualTo("repair index");
            assertThat(removal.needs()).isEqualTo(files(backend, FileType.INDEX));
            assertThat(removal.remove()).hasSize(1).allMatch(handle -> handle.type() == FileType.INDEX);
        });
    }

    /** The same places under other names: the size fits all the same. */
    private static List<PackedBlob> renamed(List<PackedBlob> blobs) {
        return blobs.stream().map(blob -> new PackedBlob(new BlobHandle(blob.handle().type(), Id.hash(new byte[] {(byte) blob.offset()})), blob.offset(), blob.length(),
                blob.uncompressedLength())).toList();
    }

    @Test
    void entryStaysWhereOnlyTheHeaderIsDamaged() throws IOException {
        MemoryBackend backend = new MemoryBackend();
        fill(backend);
        Handle pack = files(backend, FileType.DATA).get(0);
        byte[] bytes = backend.bytes(pack);
        bytes[bytes.length - 10] ^= 1;
        backend.overwrite(pack, bytes);
        RepairIndexResult result = repair(backend, true);
        assertThat(result.findings()).singleElement().extracting(Finding::message).asString().contains("its entry in the index stays");
        assertThat(result.indexesGone()).isZero();
        try (Repository repository = SmallBackup.open(backend)) {
            new SmallBackup(1).assertRestorable(repository, snapshots.get(0));
        }
    }

    @Test
    void dryRunSaysTheSameAndChangesNothing() throws IOException {
        MemoryBackend backend = new MemoryBackend();
        fill(backend);
        backend.remove(files(backend, FileType.INDEX).get(0));
        backend.remove(files(backend, FileType.DATA).get(0));
        List<Handle> before = files(backend, FileType.INDEX);
        RepairIndexResult would;
        try (Repository repository = SmallBackup.open(backend)) {
            would = repair(repository, directory, false, true);
        }
        assertThat(files(backend, FileType.INDEX)).isEqualTo(before);
        assertThat(new RemovalJournal(directory).read()).isEmpty();
        RepairIndexResult done = repair(backend, false);
        assertThat(would).usingRecursiveComparison().ignoringFields("dryRun", "indexesNew").isEqualTo(done);
        assertThat(would.dryRun()).isTrue();
    }

    @Test
    void refusesWhatIsInUse() throws IOException {
        MemoryBackend backend = new MemoryBackend();
        fill(backend);
        try (Repository repository = SmallBackup.open(backend)) {
            try (RepositoryLock lock = repository.locks().acquire(LockMode.SHARED)) {
                assertThat(lock.isHeld()).isTrue();
                assertThatThrownBy(() -> repair(repository, directory, false, false)).isInstanceOf(LockedException.class);
            }
        }
    }

    @ParameterizedTest
    @CsvSource({"TRANSIENT, false", "ANSWER_LOST, true", "CHANGED_BYTES, false"})
    void aBreakAtAnyCallLosesNothing(Fault fault, boolean forever) throws Exception {
        MemoryBackend original = new MemoryBackend();
        fill(original);
        original.remove(files(original, FileType.INDEX).get(0));
        Handle flipped = files(original, FileType.INDEX).get(0);
        byte[] bytes = original.bytes(flipped);
        bytes[30] ^= 1;
        original.overwrite(flipped, bytes);
        Map<Id, Set<PackedBlob>> indexed = content(original);
        int calls = EachCall.breaks(fault, forever, (number, order) -> {
            MemoryBackend disk = new MemoryBackend();
            for (FileType type : FileType.values()) {
                files(original, type).forEach(file -> disk.overwrite(file, original.bytes(file)));
            }
            FaultyBackend faulty = new FaultyBackend(disk);
            Path journal = Files.createDirectory(directory.resolve(fault + "-" + number));
            int made;
            try (Repository repository = SmallBackup.open(faulty)) {
                order.to(faulty);
                attempt(repository, journal);
                made = faulty.calls();
                faulty.heal();
                repository.locks().unlock(true);
            }
            assertThat(content(disk)).as("what was indexed is").containsAllEntriesOf(indexed);
            assertRemovalsWereRecorded(disk, original, journal);
            try (Repository repository = SmallBackup.open(disk)) {
                repair(repository, journal, false, false);
            }
            assertAllRestorable(disk);
            return made;
        });
        assertThat(calls).isGreaterThan(10);
    }

    private static void attempt(Repository repository, Path journal) {
        try {
            repair(repository, journal, false, false);
        } catch (RepositoryException | BackendException | OperationException e) {
            assertThat(e.getMessage()).isNotBlank();
        }
    }

    private static void assertRemovalsWereRecorded(Backend disk, Backend original, Path journal) {
        List<Handle> gone = new ArrayList<>(files(original, FileType.INDEX));
        gone.removeAll(files(disk, FileType.INDEX));
        assertThat(new RemovalJournal(journal).read().stream().map(Removal::remove).flatMap(List::stream)).containsAll(gone);
    }
}
