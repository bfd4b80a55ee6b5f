package cerb.backup.storage.watch;

import cerb.backup.storage.Exclusions;
import java.io.IOException;
import java.nio.file.Path;

/** A watch whose listener can be held, as a busy machine holds it. */
public final class HeldWatch {
    private final Batches batches;
    private final StorageWatch watch;

    /** Begins to watch everything in a directory. */
    public HeldWatch(Path root, WatchOptions options) throws IOException {
        this.batches = new Batches(options);
        this.watch = new StorageWatch(root, Exclusions.NONE, batches);
    }

    /** The watch. */
    public StorageWatch watch() {
        return watch;
    }

    /** Does something that takes so long at least, while the listener cannot mark anything. */
    public void hold(long millis, Work work) throws IOException, InterruptedException {
        synchronized (batches) {
            long until = System.nanoTime() + millis * 1_000_000;
            work.run();
            Thread.sleep(Math.max(0, (until - System.nanoTime()) / 1_000_000));
        }
    }

    /** What happens meanwhile. */
    @FunctionalInterface
    public interface Work {
        /** Does it. */
        void run() throws IOException;
    }
}
