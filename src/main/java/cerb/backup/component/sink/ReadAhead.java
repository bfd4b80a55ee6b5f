package cerb.backup.component.sink;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.FileType;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.TimeUnit;
import java.util.function.BiConsumer;

/**
 * Fetches listed snapshots and index files before they are asked for, several at once: whoever lists them reads them all, one after the other, and would wait for each. Only
 * over a backend that keeps what it has fetched. Safe for use by several threads at once.
 */
public final class ReadAhead extends ForwardingBackend {
    private static final long PATIENCE_SECONDS = 30;

    private final Backend backend;
    private final ExecutorService workers;

    /**
     * Wraps a backend.
     *
     * @param atOnce how many files are fetched at the same time
     */
    public ReadAhead(Backend backend, int atOnce) {
        super(backend);
        this.backend = backend;
        this.workers = Executors.newFixedThreadPool(atOnce, task -> {
            Thread thread = new Thread(task, "read-ahead");
            thread.setDaemon(true);
            return thread;
        });
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        List<Handle> listed = new ArrayList<>();
        super.list(type, (handle, size) -> {
            listed.add(handle);
            file.accept(handle, size);
        });
        if (type == FileType.SNAPSHOT || type == FileType.INDEX) {
            listed.forEach(handle -> workers.execute(() -> fetch(handle)));
        }
    }

    private void fetch(Handle handle) {
        try {
            backend.load(handle, 0, 0, in -> null);
        } catch (BackendException e) {
            return; // whoever asks for it fetches it again, and hears why that fails
        }
    }

    @Override
    public void close() {
        workers.shutdownNow();
        try {
            workers.awaitTermination(PATIENCE_SECONDS, TimeUnit.SECONDS);
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        } finally {
            super.close();
        }
    }
}
