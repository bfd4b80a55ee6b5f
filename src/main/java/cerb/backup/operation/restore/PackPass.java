package cerb.backup.operation.restore;

import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.operation.StageTimer;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import cerb.backup.operation.report.OperationException;
import cerb.backup.operation.report.Progress;
import cerb.backup.repository.BlobConsumer;
import cerb.backup.repository.DamagedException;
import cerb.backup.repository.IndexedRepository;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CompletionException;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.LongAdder;

/** Reads the packs of a window, several at once, and writes their blobs to the files that need them. */
final class PackPass implements AutoCloseable {
    private static final long FULL = 1 << 20;

    private final IndexedRepository index;
    private final Path target;
    private final Metadata metadata;
    private final Findings findings;
    private final StageTimer stage;
    private final long totalFiles;
    private final long totalBytes;
    private final ExecutorService readers;
    private final LongAdder files = new LongAdder();
    private final LongAdder bytes = new LongAdder();

    PackPass(IndexedRepository index, int threads, Path target, Metadata metadata, Findings findings, StageTimer stage, long totalFiles, long totalBytes) {
        this.index = index;
        this.target = target;
        this.metadata = metadata;
        this.findings = findings;
        this.stage = stage;
        this.totalFiles = totalFiles;
        this.totalBytes = totalBytes;
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

    /** Writes all files of a window. */
    void run(Window window) {
        List<CompletableFuture<Void>> running = new ArrayList<>();
        for (Id pack : window.packs()) {
            running.add(CompletableFuture.runAsync(() -> read(window, pack), readers));
        }
        try {
            CompletableFuture.allOf(running.toArray(CompletableFuture[]::new)).join();
        } catch (CompletionException e) {
            throw e.getCause() instanceof RuntimeException failure ? failure : e;
        }
    }

    private void read(Window window, Id pack) {
        for (List<PackedBlob> range : window.ranges(pack)) {
            index.load(pack, range, new BlobConsumer() {
                @Override
                public void accept(PackedBlob blob, byte[] content) {
                    window.places(pack, blob).forEach(place -> write(place, content));
                }

                @Override
                public void damaged(PackedBlob blob, DamagedException problem) {
                    window.places(pack, blob).forEach(place -> fail(place.file(),
                            Finding.damage(place.file().path().toString(), "is left out: " + problem.getMessage(), "Restore it from an older snapshot, and run check.")));
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
            fail(file, Finding.incomplete(file.path().toString(), "could not be written: " + e, ""));
        }
    }

    /** Makes a file without content. */
    void empty(OutputFile file) {
        try {
            file.writeEmpty();
            finish(file);
        } catch (IOException e) {
            demandRoom(e);
            fail(file, Finding.incomplete(file.path().toString(), "could not be written: " + e, ""));
        }
    }

    private void finish(OutputFile file) {
        metadata.apply(file.path(), file.file(), file.node());
        files.increment();
        stage.progress(new Progress(files(), totalFiles, bytes(), totalBytes));
    }

    private void fail(OutputFile file, Finding finding) {
        try {
            if (file.fail()) {
                findings.add(finding);
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
                    "Free space there and restore again, with --overwrite.", e);
        }
    }

    @Override
    public void close() {
        readers.shutdownNow();
    }
}
