package cerb.backup.mysql.hotcopy;

import cerb.backup.mysql.DatabaseException;
import cerb.backup.mysql.parallel.Workers;
import java.io.IOException;
import java.nio.channels.FileChannel;
import java.nio.file.Path;
import java.nio.file.StandardOpenOption;
import java.time.Duration;
import java.util.List;
import java.util.function.Supplier;

/** Copies files by several threads, inside the kernel, until a time that is not exceeded. */
final class FileCopier {
    /** Between two looks at the clock. */
    private static final long SLICE = 16 << 20;

    private final int threads;
    private final long begin;
    private final Duration limit;

    /** {@code begin}, by {@link System#nanoTime}, is when the time began to run. */
    FileCopier(int threads, long begin, Duration limit) {
        this.threads = threads;
        this.begin = begin;
        this.limit = limit;
    }

    /** A file's first bytes and where they go. */
    record Copy(Path from, Path to, long most) { }

    /** Copies all; the first failure ends the others. Returns the bytes copied. */
    long copy(List<Copy> copies) {
        return new Workers<>(copies, threads, "copying").run(this::copyFrom).stream().mapToLong(Long::longValue).sum();
    }

    private long copyFrom(Supplier<Copy> queue) {
        long bytes = 0;
        for (Copy next = queue.get(); next != null; next = queue.get()) {
            bytes += copy(next.from, next.to, next.most);
        }
        return bytes;
    }

    /** Copies up to {@code most} bytes. */
    long copy(Path from, Path to, long most) {
        try (FileChannel in = FileChannel.open(from, StandardOpenOption.READ);
                FileChannel out = FileChannel.open(to, StandardOpenOption.CREATE_NEW, StandardOpenOption.WRITE)) {
            long size = Math.min(most, in.size());
            long at = 0;
            while (at < size) {
                demandTime();
                long moved = in.transferTo(at, Math.min(SLICE, size - at), out);
                if (moved <= 0) {
                    throw new IOException(from + " ended at byte " + at + " of " + size);
                }
                at += moved;
            }
            return size;
        } catch (IOException e) {
            throw Staging.failed(to, e);
        }
    }

    private void demandTime() {
        if (System.nanoTime() - begin > limit.toNanos() || Thread.currentThread().isInterrupted()) {
            throw new DatabaseException("copying the files took longer than the " + limit.toMillis() + " ms of hotcopy.max-lock, so it was given up and writers go on",
                "Copy at a quieter time, raise hotcopy.max-lock, or set dump.method=sql.");
        }
    }
}
