package cerb.backup.repository.file;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.repository.RepositoryListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.function.BiConsumer;

/** Tells listeners of what is written and removed through it. */
public final class ObservedBackend implements Backend {
    private final Backend backend;
    private final List<RepositoryListener> listeners = new CopyOnWriteArrayList<>();

    /** Wraps a backend. */
    public ObservedBackend(Backend backend) {
        this.backend = backend;
    }

    /** Adds a listener, from now on. */
    public void add(RepositoryListener listener) {
        listeners.add(listener);
    }

    /** Removes a listener. */
    public void remove(RepositoryListener listener) {
        listeners.remove(listener);
    }

    @Override
    public void save(Handle handle, Content content) {
        backend.save(handle, content);
        listeners.forEach(listener -> listener.written(handle, content.length()));
    }

    @Override
    public void remove(Handle handle) {
        backend.remove(handle);
        listeners.forEach(listener -> listener.removed(handle));
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
    public String location() {
        return backend.location();
    }

    @Override
    public void close() {
        backend.close();
    }
}
