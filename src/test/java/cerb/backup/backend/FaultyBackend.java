package cerb.backup.backend;

import java.io.ByteArrayInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.BiConsumer;

/**
 * Breaks one call of another backend: the n-th after {@link #breakCall}. Without an order it only counts.
 */
public final class FaultyBackend implements Backend {
    /** What happens to the call. */
    public enum Fault {
        /** Nothing is done, and the store says "later". */
        TRANSIENT,
        /** Nothing is done, and the store says "never". */
        PERMANENT,
        /** The call is carried out, and its answer is lost. */
        ANSWER_LOST,
        /** The bytes of a load are changed in the middle; other calls fail as {@link #TRANSIENT}. */
        CHANGED_BYTES,
        /** The bytes of a load end early; other calls fail as {@link #TRANSIENT}. */
        CUT_SHORT
    }

    private final Backend backend;
    private final AtomicInteger calls = new AtomicInteger();
    private volatile int broken = -1;
    private volatile Fault fault = Fault.TRANSIENT;
    private volatile boolean forever;

    /** Wraps a backend. */
    public FaultyBackend(Backend backend) {
        this.backend = backend;
    }

    /** Breaks the call of this number, counted from 0 from now on; and with {@code forever} all later ones, as a dead disk does. */
    public void breakCall(int number, Fault with, boolean forever) {
        calls.set(0);
        fault = with;
        this.forever = forever;
        broken = number;
    }

    /** Breaks nothing any more, and counts from 0. */
    public void heal() {
        broken = -1;
        forever = false;
        calls.set(0);
    }

    /** Returns the number of calls since the last order. */
    public int calls() {
        return calls.get();
    }

    private boolean isBroken() {
        int call = calls.getAndIncrement();
        return broken >= 0 && (call == broken || forever && call > broken);
    }

    private BackendException failure(String call) {
        String message = call + ": broken on purpose";
        return fault == Fault.PERMANENT ? new PermanentException(message) : new TransientException(message);
    }

    private void run(String name, Runnable call) {
        boolean isBroken = isBroken();
        if (!isBroken || fault == Fault.ANSWER_LOST) {
            call.run();
        }
        if (isBroken) {
            throw failure(name);
        }
    }

    @Override
    public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        return backend.hashes(files);
    }

    @Override
    public void save(Handle handle, Content content) {
        run("save " + handle, () -> backend.save(handle, content));
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        if (!isBroken()) {
            return backend.load(handle, offset, length, reader);
        }
        return switch (fault) {
            case CHANGED_BYTES -> backend.load(handle, offset, length, in -> reader.read(changed(in)));
            case CUT_SHORT -> backend.load(handle, offset, length, in -> reader.read(half(in)));
            case TRANSIENT, PERMANENT, ANSWER_LOST -> throw failure("load " + handle);
        };
    }

    private static InputStream changed(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        if (bytes.length > 0) {
            bytes[bytes.length / 2] ^= 0x40;
        }
        return new ByteArrayInputStream(bytes);
    }

    private static InputStream half(InputStream in) throws IOException {
        byte[] bytes = in.readAllBytes();
        return new ByteArrayInputStream(bytes, 0, bytes.length / 2);
    }

    @Override
    public long size(Handle handle) {
        if (isBroken()) {
            throw failure("size " + handle);
        }
        return backend.size(handle);
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        run("list " + type, () -> backend.list(type, file));
    }

    @Override
    public void remove(Handle handle) {
        run("remove " + handle, () -> backend.remove(handle));
    }

    @Override
    public String location() {
        return backend.location();
    }

    @Override
    public void close() {
        backend.close();
    }
}
