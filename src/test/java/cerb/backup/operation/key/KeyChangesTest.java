package cerb.backup.operation.key;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.Restic;
import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.EachCall;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.crypto.Password;
import cerb.backup.format.Id;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.SmallBackup;
import cerb.backup.repository.key.FoundKey;
import cerb.backup.repository.key.KeyRing;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryException;
import cerb.backup.repository.shared.WrongPasswordException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.EnumSource;

class KeyChangesTest {
    private static final Password NEW = Password.of("battery staple");

    @TempDir
    private Path directory;
    private final MemoryBackend memory = new MemoryBackend();

    private KeyChanges changes(Repository repository) {
        return new KeyChanges(repository, new Gate(), new RemovalJournal(directory), Clock.systemUTC(), Duration.ZERO);
    }

    private static Repository open(Backend backend, Password password) {
        return Repository.open(backend, password, SmallBackup.OPTIONS);
    }

    /** What the verb passwd does. */
    private static boolean change(Repository repository, KeyChanges changes) {
        KeyRing keys = repository.keys();
        Id added = changes.add(keys.make(NEW));
        if (keys.opens(added, NEW)) {
            changes.remove(keys.inUse(), added, "key passwd");
            return true;
        }
        return false;
    }

    @Test
    void anAddedPasswordOpensBesideTheOld() {
        try (Repository repository = SmallBackup.init(memory)) {
            Id added = changes(repository).add(repository.keys().make(NEW));
            assertThat(repository.keys().opens(added, NEW)).isTrue();
            assertThat(repository.keys().opens(added, SmallBackup.PASSWORD)).isFalse();
            assertThat(repository.keys().list()).hasSize(2).allMatch(key -> key.problem().isEmpty());
            try (Repository again = open(memory, NEW)) {
                assertThat(again.id()).isEqualTo(repository.id());
                assertThat(again.keys().inUse()).isEqualTo(added).isNotEqualTo(repository.keys().inUse());
            }
        }
    }

    @Test
    void aChangedPasswordLeavesARecordByWhichSinksDropTheOldOne() {
        try (Repository repository = SmallBackup.init(memory)) {
            Id old = repository.keys().inUse();
            change(repository, changes(repository));
            assertThatThrownBy(() -> open(memory, SmallBackup.PASSWORD)).isInstanceOf(WrongPasswordException.class);
            try (Repository again = open(memory, NEW)) {
                assertThat(new RemovalJournal(directory).read()).singleElement().satisfies(removal -> {
                    assertThat(removal.by()).isEqualTo("key passwd");
                    assertThat(removal.remove()).containsExactly(KeyRing.handle(old));
                    assertThat(removal.needs()).containsExactly(KeyRing.handle(again.keys().inUse()));
                });
            }
        }
    }

    @Test
    void refusesTheKeyInUseTheLastAndOneThatIsNotThere() {
        try (Repository repository = SmallBackup.init(memory)) {
            Id first = repository.keys().inUse();
            KeyChanges changes = changes(repository);
            assertThatThrownBy(() -> changes.remove(first, first, "key remove")).isInstanceOf(OperationException.class).hasMessageContaining("last");
            Id second = changes.add(repository.keys().make(NEW));
            assertThatThrownBy(() -> changes.remove(first, first, "key remove")).isInstanceOf(OperationException.class).hasMessageContaining("in use");
            changes.remove(second, first, "key remove");
            assertThatThrownBy(() -> changes.remove(second, first, "key remove")).isInstanceOf(OperationException.class).hasMessageContaining("not there");
            assertThatThrownBy(() -> repository.keys().find("zz")).isInstanceOf(RepositoryException.class).hasMessageContaining("no key");
            assertThat(new RemovalJournal(directory).read()).flatExtracting(Removal::remove).as("nothing that was refused").containsExactly(KeyRing.handle(second));
        }
    }

    @Test
    void refusesToRemoveWhenTheProvenKeyHasGone() {
        try (Repository repository = SmallBackup.init(memory)) {
            KeyChanges changes = changes(repository);
            Id second = changes.add(repository.keys().make(NEW));
            Id third = changes.add(repository.keys().make(Password.of("third")));
            memory.remove(KeyRing.handle(third));
            assertThatThrownBy(() -> changes.remove(second, third, "key remove")).isInstanceOf(OperationException.class).hasMessageContaining("gone");
            open(memory, NEW).close();
        }
    }

    @Test
    void waitsForNobodyForeverWhenTheRepositoryIsLocked() {
        try (Repository repository = SmallBackup.init(memory); RepositoryLock lock = repository.locks().acquire(LockMode.EXCLUSIVE)) {
            assertThat(lock.isHeld()).isTrue();
            assertThatThrownBy(() -> changes(repository).add(repository.keys().make(NEW))).isInstanceOf(LockedException.class);
            assertThat(repository.keys().list()).hasSize(1);
        }
    }

    @Test
    void listsDamagedFilesAsSuch() {
        try (Repository repository = SmallBackup.init(memory)) {
            memory.overwrite(new Handle(FileType.KEY, "00".repeat(32)), "nonsense".getBytes(StandardCharsets.US_ASCII));
            Handle expensive = new Handle(FileType.KEY, "11".repeat(32));
            Handle own = KeyRing.handle(repository.keys().inUse());
            String text = new String(memory.bytes(own), StandardCharsets.UTF_8);
            memory.overwrite(expensive, text.replace("\"N\":1024", "\"N\":4194304").getBytes(StandardCharsets.UTF_8));
            memory.overwrite(new Handle(FileType.KEY, "22".repeat(32)), memory.bytes(own));
            List<FoundKey> keys = repository.keys().list();
            assertThat(keys).hasSize(4);
            assertThat(keys).filteredOn(key -> !key.isUsable()).extracting(FoundKey::problem).anyMatch(problem -> problem.contains("JSON")).anyMatch(problem -> problem.contains("4194304"));
            assertThat(keys).filteredOn(FoundKey::isUsable).extracting(FoundKey::problem).containsExactlyInAnyOrder("", "its name is not its SHA-256");
            assertThatThrownBy(() -> changes(repository).add("{}".getBytes(StandardCharsets.US_ASCII))).isInstanceOf(RepositoryException.class);
        }
    }

    @ParameterizedTest
    @CsvSource({"PERMANENT, true", "ANSWER_LOST, false", "CHANGED_BYTES, false"})
    void aBreakAtAnyCallOfAChangeLeavesAPasswordThatOpens(Fault fault, boolean forever) throws Exception {
        int calls = EachCall.breaks(fault, forever, (number, order) -> {
            MemoryBackend disk = new MemoryBackend();
            FaultyBackend faulty = new FaultyBackend(disk);
            SmallBackup.init(disk).close();
            boolean isChanged;
            int made;
            try (Repository repository = open(faulty, SmallBackup.PASSWORD)) {
                order.to(faulty);
                isChanged = changes(repository, Files.createDirectory(directory.resolve(Integer.toString(number))));
                made = faulty.calls();
                faulty.heal();
            }
            open(disk, isChanged || !opens(disk, SmallBackup.PASSWORD) ? NEW : SmallBackup.PASSWORD).close();
            return made;
        });
        assertThat(calls).isGreaterThan(10);
    }

    private static boolean changes(Repository repository, Path place) {
        try {
            return change(repository, new KeyChanges(repository, new Gate(), new RemovalJournal(place), Clock.systemUTC(), Duration.ZERO));
        } catch (RepositoryException | BackendException | OperationException e) {
            return false;
        }
    }

    private static boolean opens(Backend disk, Password password) {
        try {
            open(disk, password).close();
            return true;
        } catch (WrongPasswordException e) {
            return false;
        }
    }

    @ParameterizedTest
    @EnumSource(ResticVersion.class)
    void resticOpensWithOurKeysAndWeWithRestics(ResticVersion version) throws Exception {
        Restic restic = Oracles.restic(version);
        Path place = directory.resolve("repository");
        try (Repository repository = SmallBackup.init(new LocalBackend(place))) {
            change(repository, changes(repository));
        }
        assertThat(restic.ask(place.toString(), SmallBackup.PASSWORD_TEXT, "key", "list").exitCode()).isNotZero();
        assertThat(restic.run(place.toString(), NEW.text(), "check")).contains("no errors were found");
        Path file = Files.writeString(directory.resolve("third"), "third\n");
        restic.run(place.toString(), NEW.text(), "key", "add", "--new-password-file", file.toString());
        try (Repository repository = Repository.open(new LocalBackend(place), Password.of("third"), SmallBackup.OPTIONS)) {
            assertThat(repository.keys().list()).hasSize(2).allMatch(key -> key.problem().isEmpty());
            Id other = repository.keys().list().stream().map(FoundKey::id).filter(id -> !id.equals(repository.keys().inUse())).findFirst().orElseThrow();
            changes(repository).remove(other, repository.keys().inUse(), "key remove");
        }
        assertThat(restic.run(place.toString(), "third", "key", "list")).doesNotContain("battery");
    }
}
