package cerb.backup.operation.restore.files;

import cerb.backup.format.tree.Node;
import cerb.backup.operation.restore.files.target.TemporaryNames;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.FileAlreadyExistsException;
import java.nio.file.Files;
import java.nio.file.LinkOption;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.nio.file.attribute.FileAttribute;
import java.util.Set;

/**
 * A file on its way: knows how many of its blobs are missing. One that is written at once is made in its place where nothing is there; every other one beside
 * it, so that what is there stays until all of the new one is. Thread-safe.
 */
final class OutputFile {
    private final RelativePath path;
    private final Path file;
    private final Node node;
    private final long size;
    private final boolean isMadeAtOnce;
    private final NewFiles newFiles;
    private final TemporaryNames names;
    private int missing;
    private Path written;
    private boolean hasHoles;
    private boolean failed;
    private boolean isFinished;

    /** A file of {@code blobs} blobs, which are {@code size} bytes together. */
    OutputFile(RelativePath path, Path file, Node node, long size, int blobs, NewFiles newFiles, TemporaryNames names) {
        this.path = path;
        this.file = file;
        this.node = node;
        this.size = size;
        this.missing = blobs;
        this.isMadeAtOnce = blobs < 2 && node.metadata().extendedAttributes().isEmpty();
        this.newFiles = newFiles;
        this.names = names;
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
    private boolean hasMode() {
        return isMadeAtOnce && newFiles.haveMode(node.metadata());
    }

    private FileChannel open() throws IOException {
        if (written != null) {
            return FileChannel.open(written, Set.of(StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS));
        }
        if (isMadeAtOnce) {
            try {
                return create(file, newFiles.creation(node.metadata()));
            } catch (FileAlreadyExistsException e) {
                return create(names.beside(file), newFiles.creation(node.metadata()));
            }
        }
        return create(names.beside(file), NewFiles.PRIVATE);
    }

    private FileChannel create(Path name, FileAttribute<?> mode) throws IOException {
        FileChannel channel = FileChannel.open(name, Set.of(StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE, LinkOption.NOFOLLOW_LINKS), mode);
        written = name;
        return channel;
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

    /** Gives the file, which has all its blobs, its attributes and then its place. Returns false, and does nothing, where it was given up meanwhile. */
    synchronized boolean finish(Metadata metadata) throws IOException {
        if (failed) {
            return false;
        }
        metadata.applyToNew(path, written, node, hasMode());
        if (!written.equals(file)) {
            TemporaryNames.move(written, file);
        }
        isFinished = true;
        return true;
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

    /** Gives the file up, unless it is finished, and removes what was written of it. Returns whether this did it, and not an earlier call. */
    synchronized boolean fail() throws IOException {
        if (failed || isFinished) {
            return false;
        }
        failed = true;
        if (written != null) {
            Files.deleteIfExists(written);
        }
        return true;
    }
}
