package cerb.backup.repository;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.repository.shared.RepositoryException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

/** Breaks each call of a small backup in turn: what was acknowledged stays, what was not leaves nothing wrong, the next run completes. */
class FaultTest {
    private static final int ENOUGH_CALLS = 200;

    private final MemoryBackend disk = new MemoryBackend();
    private final FaultyBackend faulty = new FaultyBackend(disk);
    private final SmallBackup first = new SmallBackup(1);
    private final SmallBackup second = new SmallBackup(2);

    @ParameterizedTest
    @CsvSource({"TRANSIENT, false", "PERMANENT, true", "ANSWER_LOST, false", "CHANGED_BYTES, false"})
    void surviveABreakAtEveryCall(Fault fault, boolean forever) throws IOException {
        Id acknowledged;
        try (Repository repository = SmallBackup.init(disk)) {
            acknowledged = first.take(repository);
        }
        int broken = 0;
        boolean isBroken = true;
        while (isBroken) {
            faulty.breakCall(broken, fault, forever);
            isBroken = runWithFault() || faulty.calls() > broken;
            faulty.heal();
            assertSound(acknowledged);
            broken++;
            assertThat(broken).as("the backup ends").isLessThan(ENOUGH_CALLS);
        }
        assertThat(broken).as("calls broken").isGreaterThan(8);
        assertNextRunCompletes();
    }

    private boolean runWithFault() throws IOException {
        try (Repository repository = SmallBackup.open(faulty)) {
            second.take(repository);
            return false;
        } catch (RepositoryException | BackendException e) {
            return true;
        }
    }

    private void assertSound(Id acknowledged) {
        try (Repository repository = SmallBackup.open(disk)) {
            SmallBackup.assertSound(repository);
            first.assertRestorable(repository, acknowledged);
            repository.snapshots().stream().filter(stored -> !stored.id().equals(acknowledged))
                    .forEach(stored -> second.assertRestorable(repository, stored.id()));
        }
    }

    private void assertNextRunCompletes() throws IOException {
        try (Repository repository = SmallBackup.open(faulty)) {
            second.assertRestorable(repository, second.take(repository));
        }
    }

    @Test
    void whatABreakAtEveryCallLeavesOnDiskIsSoundForRestic(@TempDir Path directory) throws IOException {
        LocalBackend local = new LocalBackend(directory);
        FaultyBackend breaking = new FaultyBackend(local);
        SmallBackup.init(local).close();
        for (int broken = 8; broken < 24; broken++) {
            breaking.breakCall(broken, broken % 2 == 0 ? Fault.ANSWER_LOST : Fault.PERMANENT, true);
            try (Repository repository = SmallBackup.open(breaking)) {
                new SmallBackup(broken).take(repository);
            } catch (RepositoryException | BackendException e) {
                assertThat(breaking.calls()).isGreaterThan(broken);
            }
        }
        leaveWhatACrashLeaves(directory);
        breaking.heal();
        try (Repository repository = SmallBackup.open(breaking)) {
            second.assertRestorable(repository, second.take(repository));
            SmallBackup.assertSound(repository);
        }
        assertThat(Oracles.restic(ResticVersion.INSTALLED).run(directory.toString(), SmallBackup.PASSWORD_TEXT, "check",
                "--read-data")).contains("no errors were found");
    }

    private static void leaveWhatACrashLeaves(Path directory) throws IOException {
        String name = "ab".repeat(32);
        Files.write(directory.resolve("index/" + name + "-tmp-1"), new byte[10]);
        Files.createDirectories(directory.resolve("data/ab"));
        Files.write(directory.resolve("data/ab/" + name + "-tmp-2"), new byte[10]);
        Files.createDirectories(directory.resolve("locks"));
        Files.write(directory.resolve("locks/" + name), new byte[0]);
    }

    @Test
    void initSurvivesABreakAtEveryCall() {
        int failed = 0;
        for (int broken = 0; broken < 12; broken++) {
            MemoryBackend empty = new MemoryBackend();
            FaultyBackend breaking = new FaultyBackend(empty);
            breaking.breakCall(broken, Fault.ANSWER_LOST, true);
            if (breaks(breaking)) {
                failed++;
                breaking.heal();
                if (!Repository.exists(empty)) {
                    SmallBackup.init(breaking).close();
                }
            }
            SmallBackup.open(empty).close();
        }
        assertThat(failed).as("calls broken").isGreaterThan(3);
    }

    private static boolean breaks(FaultyBackend backend) {
        try (Repository made = SmallBackup.init(backend)) {
            return made == null;
        } catch (BackendException e) {
            return true;
        }
    }

    @Test
    void everybodyWhoStoresLearnsOfAFailure() {
        try (Repository repository = SmallBackup.init(faulty)) {
            repository.index();
            faulty.breakCall(0, Fault.PERMANENT, true);
            try (RepositoryWriter writer = repository.index().openWriter()) {
                assertThatThrownBy(() -> {
                    for (int i = 0; i < 100; i++) {
                        writer.storeData(SmallBackup.random(i, 1 << 20), 0, 1 << 20);
                    }
                }).isInstanceOf(RepositoryException.class).hasMessageContaining("broke off").hasRootCauseInstanceOf(
                        BackendException.class);
                assertThatThrownBy(writer::flush).isInstanceOf(RepositoryException.class);
                assertThatThrownBy(() -> writer.storeTree(new byte[1])).isInstanceOf(RepositoryException.class);
            }
        }
    }
}
