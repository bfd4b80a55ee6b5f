package cerb.backup.operation.restore.files;

import cerb.backup.format.tree.Node;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.OpenOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.util.Set;

/** A file on its way: knows how many of its blobs are missing. Thread-safe. */
final class OutputFile {
    private final RelativePath path;
    private final Path file;
    private final Node node;
    private final long size;
    private final boolean isMadeAtOnce;
    private final NewFiles newFiles;
    private int missing;
    private boolean made;
    private boolean hasHoles;
    private boolean failed;

    /** A file of {@code blobs} blobs, which are {@code size} bytes together. */
    OutputFile(RelativePath path, Path file, Node node, long size, int blobs, NewFiles newFiles) {
        this.path = path;
        this.file = file;
        this.node = node;
        this.size = size;
        this.missing = blobs;
        this.isMadeAtOnce = blobs < 2 && node.metadata().extendedAttributes().isEmpty();
        this.newFiles = newFiles;
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

    /** Whether it got its mode when it was made. One of several blobs is opened again for each, which its mode might forbid, and so are attributes. */
    boolean hasMode() {
        return isMadeAtOnce && newFiles.haveMode(node.metadata());
    }

    /** Makes the file; what is there under its name is removed before, never written through. Throws where that is a directory with entries. */
    private FileChannel open() throws IOException {
        if (made) {
            return FileChannel.open(file, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        }
        FileChannel channel;
        try {
            channel = create();
        } catch (FileAlreadyExistsException e) {
            Files.delete(file);
            channel = create();
        }
        made = true;
        return channel;
    }

    private FileChannel create() throws IOException {
        Set<OpenOption> options = Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS);
        return isMadeAtOnce ? FileChannel.open(file, options, newFiles.creation(node.metadata())) : FileChannel.open(file, options);
    }

    /** Writes a blob. Returns whether the file now has all its blobs. Does nothing after a failure. */
    synchronized boolean write(byte[] blob, long offset) throws IOException {
        if (failed) {
            return false;
        }
        try (FileChannel channel = open()) {
            // blobs of zeros stay holes: a sparse file does not fill the disk
            if (isZero(blob)) {
                hasHoles = true;
            } else {
                writeFully(channel, ByteBuffer.wrap(blob), offset);
            }
            missing--;
            if (missing == 0 && hasHoles && channel.size() < size) {
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
