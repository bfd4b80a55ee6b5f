package cerb.backup.backend.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;

/**
 * The calls by which files are written and removed. Whoever wants to see what becomes of a full disk or a crash puts another one in its
 * place, in which a call fails, or is the last. Safe for use by several threads.
 */
public interface Disk {
    /** The file system as it is. */
    Disk REAL = new Disk() { };

    /** Makes a file that is not there, to be written. */
    default FileChannel create(Path file) throws IOException {
        return FileChannel.open(file, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE);
    }

    /** Writes some of the bytes at least, and returns how many. */
    default int write(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        return channel.write(bytes);
    }

    /** Makes durable what was written to a file, or which names a directory has. */
    default void force(Path path, FileChannel channel) throws IOException {
        channel.force(true);
    }

    /** Gives a file another name in one step. */
    default void move(Path from, Path to) throws IOException {
        Files.move(from, to, StandardCopyOption.ATOMIC_MOVE);
    }

    /** Removes a file; none is fine. */
    default void delete(Path file) throws IOException {
        Files.deleteIfExists(file);
    }
}
