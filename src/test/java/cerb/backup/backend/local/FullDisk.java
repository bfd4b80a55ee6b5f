package cerb.backup.backend.local;

import java.io.IOException;
import java.nio.ByteBuffer;
import java.nio.channels.FileChannel;
import java.nio.file.Files;
import java.nio.file.Path;

/** A disk with so many bytes left, which removals give back. Writes take what fits, in pieces, and then fail in the kernel's words. */
public final class FullDisk implements Disk {
    private static final int PIECE = 50_000;

    private long room;
    private long writesLeft = Long.MAX_VALUE;
    private Path reserve;

    /** Leaves so many bytes. */
    public FullDisk(long room) {
        this.room = room;
    }

    /** Leaves so many bytes from now on. */
    public synchronized void leave(long bytes) {
        room = bytes;
        writesLeft = Long.MAX_VALUE;
    }

    /** Leaves room for so many writes from now on, and for half of the next one. */
    public synchronized void leaveWrites(long writes) {
        room = 1L << 40;
        writesLeft = writes;
    }

    /** Leaves nothing but the bytes of a file, for whoever removes it. */
    public synchronized void leaveReserve(Path file) {
        room = 0;
        reserve = file;
    }

    /** Returns the bytes that are left. */
    public synchronized long room() {
        return room;
    }

    @Override
    public synchronized int write(Path file, FileChannel channel, ByteBuffer bytes) throws IOException {
        if (reserve != null && !Files.exists(reserve)) {
            room = 1L << 40;
        }
        if (writesLeft-- == 0) {
            room = bytes.remaining() / 2;
        }
        if (room == 0) {
            throw new IOException("No space left on device");
        }
        ByteBuffer some = bytes.slice(bytes.position(), (int) Math.min(Math.min(PIECE, room), bytes.remaining()));
        int written = channel.write(some);
        bytes.position(bytes.position() + written);
        room -= written;
        return written;
    }

    @Override
    public synchronized void delete(Path file) throws IOException {
        long size = Files.exists(file) ? Files.size(file) : 0;
        Disk.super.delete(file);
        room += size;
    }
}
