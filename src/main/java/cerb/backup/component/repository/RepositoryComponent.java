package cerb.backup.component.repository;

import cerb.backup.backend.Backend;
import cerb.backup.component.sink.RoutedBackend;
import cerb.backup.component.sink.SinkStore;
import cerb.backup.operation.Engine;
import java.nio.file.Path;
import java.util.Map;
import java.util.Set;
import java.util.TreeSet;
import java.util.concurrent.ConcurrentHashMap;
import org.apache.camel.Endpoint;
import org.apache.camel.spi.annotations.Component;
import org.apache.camel.support.DefaultComponent;

/** The {@code repository:} component: steps of a recovery point, and the sinks that mirror the repository. Safe for use by several threads at once. */
@Component("repository")
public final class RepositoryComponent extends DefaultComponent {
    private final Map<String, SinkStore> stores = new ConcurrentHashMap<>();

    @Override
    protected Endpoint createEndpoint(String uri, String remaining, Map<String, Object> parameters) throws Exception {
        RepositoryEndpoint endpoint = new RepositoryEndpoint(uri, this);
        endpoint.setAction(RepositoryAction.of(remaining));
        setProperties(endpoint, parameters);
        return endpoint;
    }

    /** The sinks whose routes are loaded. */
    public Set<String> sinks() {
        return new TreeSet<>(stores.keySet());
    }

    /**
     * Gives the repository that a sink holds.
     *
     * @param fetched  a directory for what is fetched, which the backend makes and deletes
     * @param capacity how many bytes of fetched files to keep there
     * @throws IllegalArgumentException if no loaded route begins at this sink
     */
    public Backend backend(String sink, Path fetched, long capacity) {
        SinkStore store = stores.get(sink);
        if (store == null) {
            throw new IllegalArgumentException("no route begins at repository:sink?sink=" + sink + "; sinks with a route are " + sinks());
        }
        return new RoutedBackend(store, fetched, capacity);
    }

    /** The engine of this process, which stands in Camel's registry. */
    Engine engine() {
        Engine engine = getCamelContext().getRegistry().findSingleByType(Engine.class);
        if (engine == null) {
            throw new IllegalStateException("the routes use the component repository, but run without a repository");
        }
        return engine;
    }

    void add(SinkStore store) {
        if (stores.putIfAbsent(store.sink(), store) != null) {
            throw new IllegalArgumentException("two routes begin at repository:sink?sink=" + store.sink() + "; a sink has one");
        }
    }

    void remove(SinkStore store) {
        stores.remove(store.sink(), store);
    }
}
