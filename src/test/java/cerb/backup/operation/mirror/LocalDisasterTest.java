package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FileType;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.marks.MarksFile;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Comparator;
import java.util.List;
import java.util.Optional;
import java.util.Set;
import java.util.TreeSet;
import java.util.stream.Collectors;
import java.util.stream.Stream;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Whatever becomes of the local directory, under a mirror that runs or before one that begins, nothing disappears at the sink. */
class LocalDisasterTest {
    private static final String PASSWORD = "secret";
    private static final RepositoryOptions OPTIONS = RepositoryOptions.defaults().withKeyDerivation(HelpdeskFixture.CHEAP_KEYS).withLockSettle(HelpdeskFixture.NO_SETTLE);
    /** Whatever may go would go at once. */
    private static final MirrorOptions HASTY = new MirrorOptions("offsite", Duration.ofNanos(1), true, Duration.ZERO);

    @TempDir
    Path directory;
    private Path local;
    private LocalBackend sink;
    private Set<String> mirrored;

    @BeforeEach
    void mirror() throws IOException {
        local = directory.resolve("local");
        Repository.init(new LocalBackend(local), Password.of(PASSWORD), OPTIONS).close();
        for (int i = 0; i < 2; i++) {
            Files.writeString(directory.resolve("file"), "content " + i);
            Oracles.restic(ResticVersion.INSTALLED).in(directory).run(local.toString(), PASSWORD, "backup", "file");
        }
        sink = new LocalBackend(directory.resolve("sink"));
        try (Repository repository = open()) {
            drain(begin(repository));
        }
        mirrored = files(directory.resolve("sink"));
        assertThat(mirrored).isEqualTo(files(local));
    }

    @Test
    void emptied() throws IOException {
        try (Repository repository = open()) {
            Mirror running = begin(repository);
            drain(running);
            empty(local);
            assertThatThrownBy(() -> drain(running)).isInstanceOf(OperationException.class).hasMessageContaining("no repository in " + local);
        }
        assertNothingHasGone();
    }

    @Test
    void unmounted() throws IOException {
        Path away = directory.resolve("away");
        try (Repository repository = open()) {
            Mirror running = begin(repository);
            drain(running);
            Files.move(local, away);
            assertThatThrownBy(() -> drain(running)).isInstanceOf(OperationException.class).hasMessageContaining("no repository in " + local);
            assertNothingHasGone();
            Files.createDirectory(local);
            assertThatThrownBy(() -> drain(running)).as("the mount point").isInstanceOf(OperationException.class);
            assertNothingHasGone();
            Files.delete(local);
            Files.move(away, local);
            drain(running);
            assertThat(running.holds(Instant.now())).as("mounted again").isTrue();
        }
        assertNothingHasGone();
    }

    @Test
    void replacedByAnotherRepository() throws IOException {
        try (Repository repository = open()) {
            Mirror running = begin(repository);
            drain(running);
            empty(local);
            Repository.init(new LocalBackend(local), Password.of(PASSWORD), OPTIONS).close();
            assertThatThrownBy(() -> drain(running)).isInstanceOf(OperationException.class).hasMessageContaining("another repository");
        }
        try (Repository other = open(); Mirror fresh = begin(other)) {
            assertThatThrownBy(() -> drain(fresh)).isInstanceOf(OperationException.class).hasMessageContaining("another repository");
        }
        assertThat(files(directory.resolve("sink"))).isEqualTo(mirrored);
    }

    @Test
    void replacedByAnOlderCopyOfItself() throws IOException {
        Path older = directory.resolve("older");
        try (Stream<Path> files = Files.walk(local)) {
            for (Path file : (Iterable<Path>) files::iterator) {
                Files.copy(file, older.resolve(local.relativize(file).toString()));
            }
        }
        Files.writeString(directory.resolve("file"), "newer content");
        Oracles.restic(ResticVersion.INSTALLED).in(directory).run(local.toString(), PASSWORD, "backup", "file");
        try (Repository repository = open()) {
            drain(begin(repository));
        }
        empty(local);
        Files.delete(local);
        Files.move(older, local);
        mirrored = files(directory.resolve("sink"));
        try (Repository repository = open(); Mirror fresh = begin(repository)) {
            drain(fresh);
            assertThat(fresh.status().unexplained()).as("packs, an index and a snapshot").isEqualTo(gone().size()).isGreaterThan(2);
        }
        assertNothingHasGone();
    }

    @Test
    void prunedByRestic() throws IOException {
        Oracles.restic(ResticVersion.INSTALLED).run(local.toString(), PASSWORD, "forget", "--keep-last", "1", "--prune");
        assertThat(files(local)).doesNotContainAnyElementsOf(gone());
        try (Repository repository = open(); Mirror fresh = begin(repository)) {
            drain(fresh);
            assertThat(fresh.status().unexplained()).as("reported").isPositive();
        }
        assertNothingHasGone();
        assertThat(files(directory.resolve("sink"))).as("and what restic wrote in their place has come").containsAll(files(local));
        assertThat(Oracles.restic(ResticVersion.NEWER).run(directory.resolve("sink").toString(), PASSWORD, "check", "--read-data")).contains("no errors were found");
    }

    /** What was mirrored and is not here any more. */
    private Set<String> gone() throws IOException {
        Set<String> gone = new TreeSet<>(mirrored);
        gone.removeAll(files(local));
        assertThat(gone).as("something to miss").isNotEmpty();
        return gone;
    }

    private void assertNothingHasGone() throws IOException {
        assertThat(files(directory.resolve("sink"))).containsAll(mirrored);
    }

    private Repository open() {
        return Repository.open(new LocalBackend(local), Password.of(PASSWORD), OPTIONS);
    }

    private Mirror begin(Repository repository) {
        Mirror mirror = new Mirror(new LocalSide(repository.backend(), new RemovalJournal(local), () -> true, new MarksFile(local).hashedAt("offsite"), (place, strange) -> Optional.empty()), sink, SinkLock.of(repository.locksAt(sink)), HASTY, MirrorListener.NONE, Clock.systemUTC());
        repository.addListener(mirror);
        return mirror;
    }

    private void drain(Mirror mirror) {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            sink.save(file.get().handle(), file.get().content());
            mirror.confirm(file.get(), sink.size(file.get().handle()), null);
        }
    }

    private static void empty(Path directory) throws IOException {
        try (Stream<Path> files = Files.walk(directory)) {
            for (Path file : (Iterable<Path>) files.sorted(Comparator.reverseOrder()).filter(each -> !each.equals(directory))::iterator) {
                Files.delete(file);
            }
        }
    }

    /** All files of a repository but locks, the config with its content. */
    private static Set<String> files(Path root) throws IOException {
        try (Stream<Path> files = Files.walk(root)) {
            List<String> types = Stream.of(FileType.DATA, FileType.INDEX, FileType.KEY, FileType.SNAPSHOT, FileType.CONFIG).map(FileType::directory).toList();
            return files.filter(Files::isRegularFile).map(root::relativize).filter(file -> types.contains(file.getName(0).toString()))
                    .map(Path::toString).collect(Collectors.toCollection(TreeSet::new));
        }
    }
}
