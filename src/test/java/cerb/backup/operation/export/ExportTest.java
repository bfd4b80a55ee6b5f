package cerb.backup.operation.export;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.crypto.Password;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.gate.HostLock;
import cerb.backup.operation.gate.LiveDirectories;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import cerb.backup.repository.Repository;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.lock.LockMode;
import cerb.backup.repository.lock.RepositoryLock;
import cerb.backup.repository.shared.LockedException;
import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermission;
import java.time.Duration;
import java.util.Arrays;
import java.util.Comparator;
import java.util.List;
import java.util.Set;
import java.util.SortedMap;
import java.util.stream.IntStream;
import java.util.stream.Stream;
import org.junit.jupiter.api.Assumptions;
import org.junit.jupiter.api.BeforeAll;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

final class ExportTest {
    /** Room for one pack of data, and what is on every volume. */
    private static final long VOLUME = 7_000_000;

    private static final LiveDirectories NOTHING_LIVE = new LiveDirectories(List.of());

    @TempDir
    private static Path template;

    @TempDir
    private Path root;
    private HelpdeskFixture helpdesk;
    private Path exported;

    /** Four packs of data of 4 MiB and more. */
    @BeforeAll
    static void makeTemplate() throws IOException {
        HelpdeskFixture made = new HelpdeskFixture(template);
        for (int i = 1; i <= 4; i++) {
            checkpoint(made, i);
        }
    }

    @BeforeEach
    void makeRepository() throws Exception {
        helpdesk = new HelpdeskFixture(root.resolve("helpdesk"));
        shell(root, "cp -a " + template + "/. helpdesk");
        exported = root.resolve("exported");
    }

    private static void checkpoint(HelpdeskFixture helpdesk, int i) throws IOException {
        helpdesk.write("attachments/large/" + i, HelpdeskFixture.content(i, 4 << 20));
        try (Engine engine = helpdesk.engine()) {
            helpdesk.recoveryPoint(engine, i);
        }
    }

    @Test
    void volumesTogetherAreTheRepositoryForRestic() throws Exception {
        ExportResult result = export(VOLUME);
        assertThat(result.incomplete()).isFalse();
        assertThat(result.volumes()).hasSizeGreaterThanOrEqualTo(4);
        for (String volume : result.volumes()) {
            assertThat(bytes(exported.resolve(volume))).isLessThanOrEqualTo(VOLUME);
            assertThat(shell(exported.resolve(volume), "sha256sum -c --quiet --strict SHA256SUMS && find . -type f | grep -v SHA256SUMS | wc -l"))
                    .as("every file of the volume is listed").isEqualTo(lines(exported.resolve(volume).resolve("SHA256SUMS")));
            assertThat(exported.resolve(volume).resolve("README.txt")).content().contains(volume + " of " + result.volumes().size(), "restic -r repository restore latest");
        }
        assertThat(exported.toFile().list()).as("volumes alone").containsExactlyInAnyOrderElementsOf(result.volumes());
        Path together = together();
        for (ResticVersion version : ResticVersion.values()) {
            Oracles.restic(version).run(together.toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
            Path target = root.resolve("restored-" + version);
            Oracles.restic(version).run(together.toString(), HelpdeskFixture.PASSWORD, "restore", "latest", "--target", target.toString());
            assertThat(TreeListing.of(target.resolve("storage"))).isEqualTo(TreeListing.of(helpdesk.storage));
        }
        assertThat(verify().damaged()).isFalse();
    }

    @Test
    void laterExportsAddWhatIsNewAndTouchNothing() throws Exception {
        List<String> before = export(VOLUME).volumes();
        assertThat(export(VOLUME).added()).isZero();
        SortedMap<String, String> untouched = TreeListing.of(exported.resolve(before.get(0)));
        checkpoint(helpdesk, 5);
        ExportResult second = export(VOLUME);
        assertThat(second.added()).isOne();
        assertThat(second.bytes()).isLessThan(VOLUME);
        assertThat(TreeListing.of(exported.resolve(before.get(0)))).isEqualTo(untouched);
        VerifyResult verified = verify();
        assertThat(verified.damaged()).as(verified.findings().toString()).isFalse();
        assertThat(verified.snapshots()).isEqualTo(5);
        Oracles.restic(ResticVersion.INSTALLED).run(together().toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
    }

    @Test
    void namesAFlippedByteAndWhatItTouches() throws Exception {
        export(VOLUME);
        Path pack = pack(exported.resolve("volume-002"));
        byte[] bytes = Files.readAllBytes(pack);
        bytes[bytes.length / 2] ^= 1;
        Files.delete(pack);
        Files.write(pack, bytes);
        VerifyResult result = verify();
        assertThat(result.damaged()).isTrue();
        String path = exported.resolve("volume-002").relativize(pack).toString();
        assertThat(result.volumes().get(1).damaged()).containsExactly(path);
        assertThat(result.findings()).extracting(Finding::subject).contains("volume-002/" + path);
        assertThat(result.findings()).as("what it touches").anyMatch(finding -> finding.toString().contains("/storage/attachments/large/"));
    }

    @Test
    void namesALostVolumeAndRestoresWhatTheOthersHold() throws Exception {
        export(VOLUME);
        Files.move(exported.resolve("volume-003"), root.resolve("lost"));
        VerifyResult result = verify();
        assertThat(result.damaged()).isTrue();
        assertThat(result.snapshots()).as("snapshots are on every volume").isEqualTo(4);
        VolumeState lost = result.volumes().get(result.volumes().size() - 1);
        assertThat(lost.lost()).isTrue();
        assertThat(lost.name()).isEqualTo("volume-003");
        assertThat(lost.missing()).isNotEmpty();
        assertThat(result.findings()).extracting(Finding::subject).contains("volume-003");
        assertThat(result.findings()).anyMatch(finding -> finding.toString().contains("/storage/attachments/large/"));
        Path target = root.resolve("partly");
        Oracles.restic(ResticVersion.NEWER).ask(together().toString(), HelpdeskFixture.PASSWORD, "restore", "latest", "--target", target.toString());
        long sound = IntStream.rangeClosed(1, 4).filter(i -> isWhole(target, i)).count();
        assertThat(sound).as("files that the others hold").isEqualTo(3);
    }

    private static boolean isWhole(Path target, int i) {
        try {
            Path file = target.resolve("storage/attachments/large/" + i);
            return Files.exists(file) && Arrays.equals(Files.readAllBytes(file), HelpdeskFixture.content(i, 4 << 20));
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void goesOnAfterAnInterruption() throws Exception {
        FaultyBackend faulty = new FaultyBackend(new LocalBackend(helpdesk.repository));
        try (Repository repository = open(faulty)) {
            Export export = new Export(repository, exported, NOTHING_LIVE, Observer.NONE);
            for (int calls = 10; calls < 200; calls += 9) {
                faulty.breakCall(calls, Fault.TRANSIENT, true);
                try {
                    export.run(VOLUME, 1, Duration.ZERO);
                    break;
                } catch (BackendException e) {
                    assertInterrupted();
                }
            }
            faulty.heal();
            assertThat(export.run(VOLUME, 1, Duration.ZERO).incomplete()).isFalse();
        }
        VerifyResult result = verify();
        assertThat(result.damaged()).as(result.findings().toString()).isFalse();
    }

    private void assertInterrupted() throws IOException {
        if (Files.exists(exported.resolve("volume-001"))) {
            assertThat(exported.resolve("INCOMPLETE")).exists();
        }
        if (Files.exists(exported.resolve("volume-001/index"))) {
            assertThat(exported.resolve("volume-001/data")).as("an index comes after the packs").exists();
        }
    }

    /** The marker is durable before a volume is begun: where it is not whole, nothing was. */
    @Test
    void goesOnAfterAPowerCutWhileItBegan() throws Exception {
        Files.createDirectories(exported);
        Files.writeString(exported.resolve("INCOMPLETE"), "0123 1");
        assertThat(export(VOLUME).added()).isPositive();
        assertThat(verify().damaged()).isFalse();
        Files.createFile(exported.resolve("INCOMPLETE"));
        assertThat(export(VOLUME).added()).isZero();
        assertThat(exported.resolve("INCOMPLETE")).doesNotExist();
    }

    @Test
    void keepsAPruneWaitingAndWaitsForOne() throws Exception {
        try (Engine engine = helpdesk.engine(); RepositoryLock prune = engine.repository().locks().acquire(LockMode.EXCLUSIVE)) {
            assertThat(prune.isHeld()).isTrue();
            assertThatThrownBy(() -> export(VOLUME)).isInstanceOf(LockedException.class);
        }
        assertThat(exported.resolve("volume-001")).doesNotExist();
    }

    @Test
    void refusesVolumesThatAreTooSmall() {
        assertThatThrownBy(() -> export(1_000_000)).isInstanceOf(OperationException.class).hasMessageContaining("too small");
        assertThat(exported).isEmptyDirectory();
    }

    @Test
    void refusesADirectoryWithVolumesOfAnother() throws Exception {
        export(VOLUME);
        HelpdeskFixture other = new HelpdeskFixture(root.resolve("other"));
        try (Engine engine = other.engine()) {
            other.recoveryPoint(engine, 1);
        }
        try (Repository repository = open(new LocalBackend(other.repository))) {
            assertThatThrownBy(() -> new Export(repository, exported, NOTHING_LIVE, Observer.NONE).run(VOLUME, 1, Duration.ZERO)).isInstanceOf(OperationException.class).hasMessageContaining("another repository");
        }
        Files.delete(exported.resolve("volume-001/SHA256SUMS"));
        assertThatThrownBy(() -> export(VOLUME)).isInstanceOf(OperationException.class).hasMessageContaining("volume-001 has no SHA256SUMS");
    }

    @Test
    void refusesLiveDirectoriesAndLeavesNothingThere() throws Exception {
        LiveDirectories live = new LiveDirectories(List.of(helpdesk.storage, helpdesk.repository));
        SortedMap<String, String> before = TreeListing.of(helpdesk.root);
        try (Repository repository = open(new LocalBackend(helpdesk.repository))) {
            for (Path directory : List.of(helpdesk.storage, helpdesk.repository, helpdesk.storage.resolve("attachments/new"), helpdesk.root)) {
                assertThatThrownBy(() -> new Export(repository, directory, live, Observer.NONE).run(VOLUME, 1, Duration.ZERO)).as(directory.toString())
                        .isInstanceOf(OperationException.class).hasMessageContaining("cannot export: " + directory + " is live: it ");
            }
        }
        assertThat(TreeListing.of(helpdesk.root)).isEqualTo(before);
    }

    @Test
    void leavesNoLockBehindAKilledOne() throws Exception {
        Files.createDirectories(exported);
        Files.writeString(exported.resolve(HostLock.NAME), "4711                \n");
        export(VOLUME);
        assertThat(exported.resolve(HostLock.NAME)).doesNotExist();
    }

    /** Drives come with FAT or exFAT, which know no modes: there {@code chmod} is refused. */
    @Test
    void driveWithoutModesTakesTheVolumes() throws Exception {
        Assumptions.assumeTrue(Files.isWritable(Path.of("/dev/fuse")) && new ProcessBuilder("sh", "-c", "command -v fusefat mkfs.vfat").start().waitFor() == 0,
                "fusefat, mkfs.vfat or /dev/fuse are not here");
        Files.createDirectory(exported);
        shell(root, "truncate -s 64M drive && mkfs.vfat -F 32 drive && fusefat -o rw+ drive exported");
        try {
            assertThatThrownBy(() -> Files.setPosixFilePermissions(exported, Set.of(PosixFilePermission.OWNER_READ))).as("no modes there").isInstanceOf(IOException.class);
            assertThat(export(VOLUME).incomplete()).isFalse();
            VerifyResult verified = verify();
            assertThat(verified.damaged()).as(verified.findings().toString()).isFalse();
            Oracles.restic(ResticVersion.INSTALLED).run(together().toString(), HelpdeskFixture.PASSWORD, "check", "--read-data");
        } finally {
            shell(root, "fusermount -u exported");
        }
    }

    private ExportResult export(long size) {
        try (Repository repository = open(new LocalBackend(helpdesk.repository))) {
            return new Export(repository, exported, NOTHING_LIVE, Observer.NONE).run(size, 4, Duration.ZERO);
        }
    }

    private VerifyResult verify() {
        return new VerifyExport(exported, Observer.NONE).run(Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults());
    }

    private static Repository open(Backend backend) {
        return Repository.open(backend, Password.of(HelpdeskFixture.PASSWORD), RepositoryOptions.defaults());
    }

    /** As the readme says. */
    private Path together() throws Exception {
        Path together = Files.createDirectory(root.resolve("together"));
        shell(exported, "for volume in volume-*; do cp -rf --no-preserve=mode $volume/. " + together + "/; done; cd " + together + " && cat volumes/*.sha256 | sha256sum -c --quiet || true");
        return together;
    }

    private static Path pack(Path volume) throws IOException {
        try (Stream<Path> files = Files.walk(volume.resolve("data"))) {
            return files.filter(Files::isRegularFile).max(Comparator.comparingLong(file -> file.toFile().length())).orElseThrow();
        }
    }

    private static long bytes(Path volume) throws Exception {
        return Long.parseLong(shell(volume, "du -sB1 . | cut -f1"));
    }

    private static String lines(Path file) throws IOException {
        return Integer.toString(Files.readAllLines(file).size());
    }

    private static String shell(Path directory, String script) throws Exception {
        Process process = new ProcessBuilder("sh", "-c", script).directory(directory.toFile()).redirectErrorStream(true).start();
        String output = new String(process.getInputStream().readAllBytes()).strip();
        assertThat(process.waitFor()).as(output).isZero();
        return output;
    }
}
