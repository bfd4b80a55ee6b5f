package cerb.backup.component.repository;

import cerb.backup.backend.local.FetchedFiles;
import cerb.backup.component.sink.RoutedBackend;
import cerb.backup.component.sink.SinkRoute;
import cerb.backup.component.sink.SinkStore;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import java.util.Optional;

/**
 * One sink as long as its endpoint is there: its store, and its mirror where it has one. The mirror is there before the route can start, so that a sink that is away from
 * the beginning has a backlog, and is not one that nobody waits for. Safe for use by several threads at once.
 */
final class Sink implements AutoCloseable {
    private final RepositoryComponent component;
    private final SinkStore store;
    private final MirrorOptions options;
    private final RoutedBackend backend;
    private Mirror mirror;
    /** Held while the mirror is asked for the next file, which may lock the sink; guards {@link #attached}. */
    private final Object asking = new Object();
    private boolean attached;

    /**
     * @param bandwidth bytes a second for all uploads together; 0 for no limit
     * @param options   how to mirror; null for a sink that only answers
     */
    Sink(RepositoryComponent component, String name, long bandwidth, MirrorOptions options) {
        this.component = component;
        this.store = new SinkStore(name, bandwidth);
        this.options = options;
        // Locks of others come and go at the sink, and its config must be the one that is there now: nothing fetched is kept.
        this.backend = new RoutedBackend(store, FetchedFiles.newDirectory(), 0);
        component.add(store);
        begin();
    }

    private synchronized void begin() {
        if (options != null) {
            mirror = component.engine().mirrors().begin(backend, options);
        }
    }

    private synchronized void end() {
        if (mirror != null) {
            component.engine().mirrors().end(mirror);
            mirror = null;
        }
    }

    /** In one step for those who wait for all mirrors: one of a sink that is away must not be missing among them. */
    private synchronized void renew() {
        if (mirror != null) {
            Mirror old = mirror;
            mirror = component.engine().mirrors().beginInPlaceOf(old, backend, options);
            component.engine().mirrors().end(old);
        }
    }

    /** The route can be asked from now on. */
    void attach(SinkRoute route) {
        store.attach(route);
        synchronized (asking) {
            attached = true;
        }
    }

    /**
     * The route is about to stop: gives the lock at the sink back through it, and leaves a mirror that has not begun to send. A poll that has not ended yet must not begin
     * a pass with that one: its lock at the sink could not be given back without the route.
     */
    void detach() {
        Mirror open = mirror();
        if (open != null) {
            open.endSoon();
        }
        synchronized (asking) {
            attached = false;
            try {
                renew();
            } finally {
                store.attach(null);
            }
        }
    }

    private synchronized Mirror mirror() {
        return mirror;
    }

    /** The next file to send; empty if there is none now. */
    Optional<Outgoing> next() {
        synchronized (asking) {
            Mirror open = mirror();
            return open == null || !attached ? Optional.empty() : open.next();
        }
    }

    /**
     * Sends a file and tells the mirror what became of it, whatever it was: a file of which the mirror hears nothing counts as under way for ever. Throws what failed at the sink.
     *
     * @return false if more than one attempt was needed
     */
    boolean send(Outgoing file) {
        Mirror open = mirror();
        SinkStore.Stored stored;
        try {
            stored = store.put(file.handle(), file.content());
        } catch (RuntimeException | Error e) {
            if (open.failed(file, e)) {
                throw e;
            }
            return true;
        }
        open.confirm(file, stored.bytes(), stored.sha256());
        return stored.atOnce();
    }

    @Override
    public void close() {
        end();
        component.remove(store);
        backend.close();
    }
}
