package cerb.backup.repository.pack;

import java.util.Queue;
import java.util.concurrent.ConcurrentLinkedQueue;
import java.util.function.Function;
import java.util.function.Supplier;

/** Lends codecs, of which each serves one thread at a time; there are as many as were ever needed at once. */
public final class CodecPool {
    private final Supplier<BlobCodec> factory;
    private final Queue<BlobCodec> idle = new ConcurrentLinkedQueue<>();

    /** Makes an empty pool that makes codecs when none is idle. */
    public CodecPool(Supplier<BlobCodec> factory) {
        this.factory = factory;
    }

    /** Runs a task with a codec of its own; what the task returns must not refer to the codec's buffers. */
    public <T> T use(Function<BlobCodec, T> task) {
        BlobCodec idleCodec = idle.poll();
        BlobCodec codec = idleCodec == null ? factory.get() : idleCodec;
        try {
            return task.apply(codec);
        } finally {
            idle.add(codec);
        }
    }

    /** Frees the memory of the codecs that nobody uses; new ones are made when needed. */
    public void clear() {
        for (BlobCodec codec = idle.poll(); codec != null; codec = idle.poll()) {
            codec.close();
        }
    }
}
