package cerb.backup.operation.drill.scratch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.junit.jupiter.api.Assumptions.assumeTrue;

import cerb.backup.operation.report.Finding;
import cerb.backup.repository.lock.LockOwner;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.PosixFilePermissions;
import java.time.Instant;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A drill deletes what drills have made, and nothing that only looks like it. */
final class ScratchTest {
    private static final String KILLED = "drill-20261101T040000Z-000042";
    @TempDir
    private Path root;

    private Scratch take() {
        return Scratch.take(root, Instant.parse("2026-11-27T10:15:00Z"));
    }

    private List<String> removed() {
        try (Scratch scratch = take()) {
            return new Leftovers(scratch, null).remove().stream().map(Finding::toString).toList();
        }
    }

    private static Path keep(Path file) throws IOException {
        Files.createDirectories(file.getParent());
        return Files.writeString(file, "precious");
    }

    @Test
    void takesNothingForALeftoverThatNoDrillHasMade() throws IOException {
        Path elsewhere = keep(root.resolve("elsewhere/file")).getParent();
        Files.writeString(elsewhere.resolve("marker.json"), "{}");
        List<Path> kept = List.of(keep(root.resolve("drill-photos/1.jpg")), keep(root.resolve("drill-notes")), keep(root.resolve(KILLED + "/no-marker")),
                keep(root.resolve("drill-20261101T040000Z-000043")), Files.createSymbolicLink(root.resolve("drill-20261101T040000Z-000044"), elsewhere));
        assertThat(removed()).isEmpty();
        assertThat(kept).allMatch(Files::exists);
        assertThat(elsewhere.resolve("file")).exists();
        Path empty = Files.createDirectory(root.resolve("drill-20261101T040000Z-000045"));
        assertThat(removed()).singleElement().asString().contains("000045").contains("is removed now");
        assertThat(empty).doesNotExist();
    }

    @Test
    void believesNoMarkerThatNamesWhatItsDrillHasNotMade() throws IOException {
        Path live = keep(root.resolve("live/file")).getParent();
        Path marker = keep(root.resolve(KILLED + "/marker.json"));
        Files.writeString(marker, "{\"storage\":\"" + live + "\"}");
        assertThat(removed()).singleElement().asString().contains("its marker names what that drill has not made");
        Files.writeString(marker, "{\"server\":\"root@here:3306\",\"schema\":\"cerb\",\"ours\":true}");
        assertThat(removed()).singleElement().asString().contains("its marker names what that drill has not made");
        assertThat(live.resolve("file")).exists();
        Path given = keep(live.resolve(KILLED + "/file")).getParent();
        Files.writeString(marker, "{\"storage\":\"" + given + "\"}");
        assertThat(removed()).singleElement().asString().contains("is removed now");
        assertThat(given).doesNotExist();
        assertThat(live.resolve("file")).exists();
        assertThat(marker.getParent()).doesNotExist();
    }

    @Test
    void refusesADirectoryOfAnotherUserInWhichOthersWrite() throws IOException {
        assumeTrue(LockOwner.self().uid() == 0, "only root can give a directory away");
        Files.setAttribute(root, "unix:uid", 12_345);
        Files.setPosixFilePermissions(root, PosixFilePermissions.fromString("rwxrwxrwx"));
        assertThatThrownBy(this::take).isInstanceOf(RefusedException.class).hasMessageContaining("others may write to its directory");
        assertThat(root).isEmptyDirectory();
    }

    @Test
    void keepsItsLockWhileASecondOneIsRefused() throws Exception {
        try (Scratch scratch = take()) {
            assertThatThrownBy(this::take).isInstanceOf(RefusedException.class).hasMessageContaining("another one is under way");
            assertThat(lockedInKernel()).isTrue();
            assertThat(scratch.home()).doesNotExist();
        }
        assertThat(lockedInKernel()).isFalse();
        take().close();
    }

    /** Of proc(5): locks of this process, each with the inode of its file. */
    private boolean lockedInKernel() throws IOException {
        String inode = ":" + Files.getAttribute(root.resolve("cerb-backup-drill.lock"), "unix:ino") + " ";
        return Files.readAllLines(Path.of("/proc/locks")).stream().anyMatch(line -> line.contains("POSIX") && line.contains(inode));
    }

    @Test
    void namesASchemaThatFitsAndIsNobodyElses() {
        try (Scratch scratch = take()) {
            String name = scratch.name("x".repeat(60));
            assertThat(name).hasSize(64).matches("x{34}_drill_20261127t101500z_\\d{6}");
            assertThat(new Marker("root@here:3306", name, true, null).isOf(scratch.home())).isTrue();
        }
    }
}
