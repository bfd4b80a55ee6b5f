package cerb.backup.storage;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;
import static org.assertj.core.api.Assertions.catchThrowable;
import static org.assertj.core.api.Assumptions.assumeThat;
import static org.junit.jupiter.api.Assertions.assertTimeoutPreemptively;

import java.io.IOException;
import java.io.UncheckedIOException;
import java.nio.ByteBuffer;
import java.nio.file.FileSystemException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.NotDirectoryException;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.attribute.FileTime;
import java.nio.file.attribute.PosixFilePermissions;
import java.nio.file.attribute.UserDefinedFileAttributeView;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class DirectoryTest {
    @TempDir
    Path directory;

    @Test
    void tellsKindsApartWithoutOpeningAnything() throws Exception {
        Files.writeString(directory.resolve("file"), "12345");
        Files.createDirectory(directory.resolve("sub"));
        Files.createSymbolicLink(directory.resolve("dangling"), Path.of("nowhere"));
        Files.createSymbolicLink(directory.resolve("loop"), directory);
        Process mkfifo = new ProcessBuilder("mkfifo", directory.resolve("pipe").toString()).start();
        assertThat(mkfifo.waitFor(60, TimeUnit.SECONDS)).isTrue();
        List<Directory.Entry> entries = Directory.list(directory);
        assertThat(entries).extracting(entry -> entry.name() + " " + entry.attributes().kind())
                .containsExactly("dangling SYMBOLIC_LINK", "file FILE", "loop SYMBOLIC_LINK", "pipe FIFO", "sub DIRECTORY");
        assertThat(entries.get(1).attributes().size()).isEqualTo(5);
    }

    @Test
    void readsTimesToTheNanosecondModesOwnersAndIdentity() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        Files.createLink(directory.resolve("second name"), file);
        Files.setLastModifiedTime(file, FileTime.from(Instant.parse("2001-02-03T04:05:06.123456789Z")));
        Files.setPosixFilePermissions(file, PosixFilePermissions.fromString("rw-r-----"));
        Attributes attributes = Attributes.read(file);
        assertThat(attributes.modified()).isEqualTo(Instant.parse("2001-02-03T04:05:06.123456789Z"));
        assertThat(attributes.changed()).isAfter(attributes.modified());
        assertThat(attributes.mode()).isEqualTo(0100640);
        assertThat(attributes.links()).isEqualTo(2);
        assertThat(attributes.inode()).isEqualTo(Attributes.read(directory.resolve("second name")).inode());
        assertThat(attributes.uid()).isEqualTo(Files.getAttribute(file, "unix:uid", LinkOption.NOFOLLOW_LINKS));
        assertThat(attributes.user()).isEqualTo(Files.getOwner(file).getName());
    }

    @Test
    void hasNoNameForAnOwnerTheSystemDoesNotKnow() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assumeThat(Attributes.read(file).uid()).as("only root can give files away").isZero();
        Files.setAttribute(file, "unix:uid", 54321, LinkOption.NOFOLLOW_LINKS);
        assertThat(Attributes.read(file).user()).isEmpty();
    }

    @Test
    void refusesALinkInTheDirectorysPlace() throws IOException {
        Path link = Files.createSymbolicLink(directory.resolve("link"), Path.of("/etc"));
        assertThatThrownBy(() -> Directory.names(link)).isInstanceOf(NotDirectoryException.class);
    }

    @Test
    void pipeThatTakesTheDirectorysPlaceHoldsNothingUp() throws Exception {
        Path place = Files.createDirectory(directory.resolve("place"));
        Path pipe = directory.resolve("pipe");
        assertThat(new ProcessBuilder("mkfifo", pipe.toString()).start().waitFor(60, TimeUnit.SECONDS)).isTrue();
        AtomicBoolean enough = new AtomicBoolean();
        Thread swapping = new Thread(() -> {
            while (!enough.get()) {
                move(place, directory.resolve("aside"));
                move(pipe, place);
                move(place, pipe);
                move(directory.resolve("aside"), place);
            }
        });
        swapping.setDaemon(true);
        swapping.start();
        assertTimeoutPreemptively(Duration.ofSeconds(20), () -> {
            for (long end = System.nanoTime() + 500_000_000; System.nanoTime() < end;) {
                assertThat(catchThrowable(() -> Directory.names(place))).satisfiesAnyOf(
                        none -> assertThat(none).isNull(), refused -> assertThat(refused).isInstanceOf(FileSystemException.class));
            }
        });
        enough.set(true);
        swapping.join(5_000);
    }

    private static void move(Path from, Path to) {
        try {
            Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
        } catch (IOException e) {
            throw new UncheckedIOException(e);
        }
    }

    @Test
    void readsExtendedAttributes() throws IOException {
        Path file = Files.writeString(directory.resolve("file"), "x");
        assertThat(ExtendedAttributes.read(file)).isEmpty();
        var view = Files.getFileAttributeView(file, UserDefinedFileAttributeView.class);
        try {
            view.write("comment", ByteBuffer.wrap(new byte[] {1, 2, 3}));
        } catch (IOException e) {
            assumeThat(false).as("file system keeps no extended attributes: " + e).isTrue();
        }
        assertThat(ExtendedAttributes.read(file)).containsOnlyKeys("user.comment").containsEntry("user.comment", new byte[] {1, 2, 3});
    }
}
