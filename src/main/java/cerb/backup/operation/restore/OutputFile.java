package cerb.backup.operation.restore;

import cerb.backup.format.tree.Node;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file on its way: knows how many of its blobs are missing. Thread-safe. */
final class OutputFile {
    private final RelativePath path;
    private final Path file;
    private final Node node;
    private final long size;
    private int missing;
    private boolean made;
    private boolean failed;

    /** A file of {@code blobs} blobs, which are {@code size} bytes together. */
    OutputFile(RelativePath path, Path file, Node node, long size, int blobs) {
        this.path = path;
        this.file = file;
        this.node = node;
        this.size = size;
        this.missing = blobs;
    }

    RelativePath path() {
        return path;
    }

    Path file() {
        return file;
    }

    Node node() {
        return node;
    }

    long size() {
        return size;
    }

    /** Makes the file; what is there under its name is removed before, never written through. Throws where that is a directory with entries. */
    private FileChannel open() throws IOException {
        if (!made) {
            Files.deleteIfExists(file);
            made = true;
            return FileChannel.open(file, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        }
        return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
    }

    /** Writes a blob. Returns whether the file now has all its blobs. Does nothing after a failure. */
    synchronized boolean write(byte[] blob, long offset) throws IOException {
        if (failed) {
            return false;
        }
        try (FileChannel channel = open()) {
            // blobs of zeros stay holes: a sparse file does not fill the disk
            if (!isZero(blob)) {
                writeFully(channel, ByteBuffer.wrap(blob), offset);
            }
            missing--;
            if (missing == 0 && channel.size() < size) {
                writeFully(channel, ByteBuffer.allocate(1), size - 1);
            }
        }
        return missing == 0;
    }

    /** Whether it was given up, so that no other name can be made for it. */
    synchronized boolean isFailed() {
        return failed;
    }

    /** Makes a file without content. */
    synchronized void writeEmpty() throws IOException {
        open().close();
    }

    private static void writeFully(FileChannel channel, ByteBuffer bytes, long offset) throws IOException {
        long at = offset;
        while (bytes.hasRemaining()) {
            at += channel.write(bytes, at);
        }
    }

    private static boolean isZero(byte[] blob) {
        for (byte b : blob) {
            if (b != 0) {
                return false;
            }
        }
        return true;
    }

    /** Gives the file up and removes what was written of it. Returns false if that had been done before. */
    synchronized boolean fail() throws IOException {
        if (failed) {
            return false;
        }
        failed = true;
        if (made) {
            Files.deleteIfExists(file);
        }
        return true;
    }
}
