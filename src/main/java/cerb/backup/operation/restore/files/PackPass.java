package cerb.backup.operation.restore.files;

import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.observer.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.IndexedRepository;
import cerb.backup.repository.shared.BlobConsumer;
import cerb.backup.repository.shared.DamagedException;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.LongAdder;
import java.util.function.Function;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** Reads the packs of a window, several at once, and writes their blobs to the files that need them. One thread begins windows and waits for them. */
final class PackPass implements AutoCloseable {
    private static final Logger LOG = LoggerFactory.getLogger(PackPass.class);
    private static final long PATIENCE_SECONDS = 1;
    private static final long FULL = 1 << 20;

    private final IndexedRepository index;
    private final Path target;
    private final Metadata metadata;
    private final Findings findings;
    private final StageTimer stage;
    private final StorageMeasure total;
    private final ExecutorService readers;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();
    private final LongAdder unchanged = new LongAdder();
    private final LongAdder unchangedBytes = new LongAdder();
    private volatile boolean isEnded;
    private Window begun;
    private CompletableFuture<Void> running = CompletableFuture.completedFuture(null);

    PackPass(IndexedRepository index, int threads, Path target, Metadata metadata, Findings findings, StageTimer stage,
            StorageMeasure total) {
        this.index = index;
        this.target = target;
        this.metadata = metadata;
        this.findings = findings;
        this.stage = stage;
        this.total = total;
        this.readers = Executors.newFixedThreadPool(threads, work -> {
            Thread thread = new Thread(work, "restore");
            thread.setDaemon(true);
            return thread;
        });
    }

    long files() {
        return files.sum();
    }

    long bytes() {
        return bytes.sum();
    }

    /** Files that were there. */
    long unchanged() {
        return unchanged.sum();
    }

    /** Begins to write the files of a window, once those of the one before are written. What went wrong with those is thrown. */
    void begin(Window window) {
        await();
        begun = window;
        running = CompletableFuture.allOf(window.packs().stream().map(pack -> CompletableFuture.runAsync(() -> read(window, pack), readers))
                .toArray(CompletableFuture[]::new));
    }

    /** Waits until all files of the window that was begun last are written. Throws OperationException where the thread is interrupted. */
    void await() {
        try {
            running.get();
            begun = null;
        } catch (ExecutionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : new CompletionException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            throw new OperationException("the restore to " + target + " was interrupted: what is there is not whole", "Run the same command again: it goes on.", e);
        }
    }

    private void read(Window window, Id pack) {
        for (List<PackedBlob> range : window.ranges(pack)) {
            if (isEnded) {
                return;
            }
            index.load(pack, range, new BlobConsumer() {
                @Override
                public void accept(PackedBlob blob, byte[] content) {
                    window.places(pack, blob).forEach(place -> write(place, content));
                }

                @Override
                public void damaged(PackedBlob blob, DamagedException problem) {
                    window.places(pack, blob).forEach(place -> fail(place.file(), file -> LeftOut.damaged(file.path(), file.file(), problem.getMessage())));
                }
            });
        }
    }

    private void write(Window.Place place, byte[] content) {
        OutputFile file = place.file();
        try {
            boolean whole = file.write(content, place.offset());
            bytes.add(content.length);
            if (whole) {
                finish(file);
            }
        } catch (IOException e) {
            demandRoom(e);
            fail(file, failed -> LeftOut.unwritten(failed.path(), failed.file(), e));
        }
    }

    /** Makes a file without content. */
    void empty(OutputFile file) {
        try {
            file.writeEmpty();
            finish(file);
        } catch (IOException e) {
            demandRoom(e);
            fail(file, failed -> LeftOut.unwritten(failed.path(), failed.file(), e));
        }
    }

    private void finish(OutputFile file) throws IOException {
        if (!file.finish(metadata)) {
            return;
        }
        files.increment();
        progress();
    }

    private void progress() {
        stage.progress(new Progress(files() + unchanged(), total.files(), bytes() + unchangedBytes.sum(), total.bytes()));
    }

    /** Leaves a file that has its content, and gives it its attributes. */
    void leave(OutputFile file) {
        metadata.apply(file.path(), file.file(), file.node());
        unchanged.increment();
        unchangedBytes.add(file.size());
        progress();
    }

    private void fail(OutputFile file, Function<OutputFile, Finding> finding) {
        try {
            if (file.fail()) {
                findings.add(finding.apply(file));
            }
        } catch (IOException e) {
            findings.add(Finding.incomplete(file.path().toString(), "is damaged, and what was written of it could not be removed: " + e, "Remove it."));
        }
    }

    /** Where the disk is full, every further file would fail. */
    private void demandRoom(IOException e) {
        long free;
        try {
            free = Files.getFileStore(target).getUsableSpace();
        } catch (IOException unknown) {
            return;
        }
        if (free < FULL) {
            throw new OperationException("the disk of " + target + " is full, so what was restored is not whole: " + e.getMessage(),
                    "Free space there, and run the same command again: it goes on.", e);
        }
    }

    /**
     * Ends what still runs: gives up every file that is not whole, so that nothing is written below the target afterwards. Who still waits for a far end is
     * waited for a moment only: a signal leaves no more time.
     */
    @Override
    public void close() {
        isEnded = true;
        readers.shutdownNow();
        if (begun != null) {
            begun.forEachFile(this::abandon);
        }
        boolean interrupted = Thread.interrupted();
        try {
            readers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            interrupted = true;
        }
        if (interrupted) {
            Thread.currentThread().interrupt();
        }
    }

    /** What of a file is there cannot become whole any more. */
    private void abandon(OutputFile file) {
        try {
            file.fail();
        } catch (IOException e) {
            LOG.warn("what was written of {} could not be removed: {}", file.path(), e.toString());
        }
    }
}
