package cerb.backup.repository.file;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Content;
import cerb.backup.backend.ForwardingBackend;
import cerb.backup.backend.Handle;
import cerb.backup.repository.shared.RepositoryListener;
import java.util.List;
import java.util.concurrent.CopyOnWriteArrayList;

/** Tells listeners of what is written and removed through it. */
public final class ObservedBackend extends ForwardingBackend {
    private final List<RepositoryListener> listeners = new CopyOnWriteArrayList<>();

    /** Wraps a backend. */
    public ObservedBackend(Backend backend) {
        super(backend);
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
        super.save(handle, content);
        listeners.forEach(listener -> listener.written(handle, content.length()));
    }

    @Override
    public void remove(Handle handle) {
        super.remove(handle);
        listeners.forEach(listener -> listener.removed(handle));
    }
}
