package cerb.backup.operation.copy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.CorruptException;
import cerb.backup.backend.Handle;
import cerb.backup.backend.NotFoundException;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import java.io.IOException;
import java.nio.file.FileStore;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.Collection;
import java.util.Queue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.stream.IntStream;

/**
 * Copies files of a repository, several at once, each proven by the SHA-256 that is its name before it counts at its new place. A file that is damaged or gone where it is copied
 * from is a finding, and the others are copied nevertheless. For one copy at a time.
 */
public final class FileCopies {
    private static final long PATIENCE_SECONDS = 20;

    private final Backend from;
    private final int atOnce;
    private final Findings findings;
    private final StageTimer stage;
    private final long totalFiles;
    private final long totalBytes;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    /**
     * One file to copy.
     *
     * @param handle which
     * @param bytes  its size
     * @param to     where to
     */
    public record Wanted(Handle handle, long bytes, Backend to) {}

    /**
     * Prepares for copies.
     *
     * @param from   where all files come from
     * @param atOnce how many are under way at the same time
     * @param all    everything that will be copied, perhaps by several calls, for the progress
     * @param stage  told of progress
     */
    public FileCopies(Backend from, int atOnce, Collection<Wanted> all, Findings findings, StageTimer stage) {
        this.from = from;
        this.atOnce = atOnce;
        this.findings = findings;
        this.stage = stage;
        this.totalFiles = all.size();
        this.totalBytes = all.stream().mapToLong(Wanted::bytes).sum();
    }

    /**
     * Refuses what has no room.
     *
     * @param directory where all of it goes
     * @param tried     what was tried, such as {@code cannot export to /mnt}
     * @param remedy    what to do
     * @throws OperationException if the disk has less room than the files take
     * @throws IOException        if the disk cannot be asked
     */
    public static void demandRoom(Collection<Wanted> all, Path directory, String tried, String remedy) throws IOException {
        long needed = all.stream().mapToLong(Wanted::bytes).sum();
        FileStore disk = Files.getFileStore(directory);
        long usable = disk.getUsableSpace();
        // Some file systems, of FUSE above all, tell no size at all: a lack of room shows at the write there.
        if (needed > usable && disk.getTotalSpace() > 0) {
            throw new OperationException(tried + ": it needs " + needed + " bytes more, and the disk has " + usable + " left", remedy);
        }
    }

    /** How many files were copied so far. */
    public long files() {
        return files.sum();
    }

    /** Their bytes. */
    public long bytes() {
        return bytes.sum();
    }

    /**
     * Copies files; returns when all of them are durable or have a finding.
     *
     * @throws cerb.backup.backend.BackendException if a place cannot be reached, or the new one is full
     */
    public void copy(Collection<Wanted> some) {
        Queue<Wanted> left = new ConcurrentLinkedQueue<>(some);
        ExecutorService workers = Executors.newFixedThreadPool(atOnce);
        try {
            CompletableFuture.allOf(IntStream.range(0, atOnce).mapToObj(i -> CompletableFuture.runAsync(() -> drain(left), workers)).toArray(CompletableFuture[]::new)).get();
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("interrupted before everything was copied", "Run it again: it goes on where it was.", e);
        } finally {
            end(workers);
        }
    }

    private void drain(Queue<Wanted> left) {
        try {
            for (Wanted next = left.poll(); next != null; next = left.poll()) {
                copy(next);
            }
        } catch (RuntimeException e) {
            left.clear();
            throw e;
        }
    }

    private void copy(Wanted file) {
        try {
            try {
                transfer(file);
            } catch (CorruptException e) {
                transfer(file); // it is as often the way that changes bytes as the place
            }
            files.increment();
            bytes.add(file.bytes());
        } catch (CorruptException e) {
            findings.add(Finding.damage(file.handle().path(), "is not copied: " + e.getMessage(), "Check " + from.location() + "."));
        } catch (NotFoundException e) {
            findings.add(Finding.damage(file.handle().path(), "is not copied: it is no longer there", "Run it again; then check " + from.location() + "."));
        }
        stage.progress(new Progress(files(), totalFiles, bytes(), totalBytes));
    }

    private void transfer(Wanted file) {
        from.<Void>load(file.handle(), 0, -1, in -> {
            file.to().save(file.handle(), new ProvenContent(file.handle(), file.bytes(), in));
            return null;
        });
    }

    private static void end(ExecutorService workers) {
        workers.shutdownNow();
        boolean interrupted = Thread.interrupted();
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }
}
