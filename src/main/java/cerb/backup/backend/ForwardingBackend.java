package cerb.backup.backend;

import java.util.Collection;
import java.util.Map;
import java.util.Optional;
import java.util.function.BiConsumer;

/** Passes every call on to another backend; a wrapper changes those it is about. */
public abstract class ForwardingBackend implements Backend {
    private final Backend backend;

    /** Wraps a backend, which is closed with the wrapper. */
    protected ForwardingBackend(Backend backend) {
        this.backend = backend;
    }

    @Override
    public void save(Handle handle, Content content) {
        backend.save(handle, content);
    }

    @Override
    public <T> T load(Handle handle, long offset, long length, Reader<T> reader) {
        return backend.load(handle, offset, length, reader);
    }

    @Override
    public long size(Handle handle) {
        return backend.size(handle);
    }

    @Override
    public void list(FileType type, BiConsumer<Handle, Long> file) {
        backend.list(type, file);
    }

    @Override
    public Optional<Map<Handle, String>> hashes(Collection<Handle> files) {
        return backend.hashes(files);
    }

    @Override
    public void remove(Handle handle) {
        backend.remove(handle);
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
