package cerb.backup.component.store;

import cerb.backup.backend.NotFoundException;
import cerb.backup.component.exchange.RepositoryConstants;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.ConcurrentHashMap;
import java.util.stream.Stream;
import org.apache.camel.CamelContext;
import org.apache.camel.CamelContextAware;
import org.apache.camel.Exchange;
import org.apache.camel.component.file.FileComponent;
import org.apache.camel.component.file.GenericFile;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.converter.stream.CachedOutputStream;

/**
 * A store of whole files below a directory, over any of Camel's file components: a bean of a kamelet, which sets its properties and calls the method of each operation. Safe
 * for use by several threads at once. How a file is put, see the package's note.
 */
public final class DirectoryStore implements CamelContextAware {
    private static final int TURNS = 32;

    private final List<Object> turns = Stream.generate(Object::new).limit(TURNS).toList();
    private final Set<String> known = ConcurrentHashMap.newKeySet();
    private CamelContext context;
    private String uri;
    private String directory;
    private Map<String, Object> parameters = new HashMap<>();
    private FilePool pool;

    @Override
    public CamelContext getCamelContext() {
        return context;
    }

    @Override
    public void setCamelContext(CamelContext context) {
        this.context = context;
    }

    /** Sets the endpoint's URI without parameters, such as {@code sftp:host:22}. */
    public void setUri(String uri) {
        this.uri = uri;
    }

    /** Sets the directory below which the repository is, as the far side spells it. It must exist. */
    public void setDirectory(String directory) {
        this.directory = directory;
    }

    /** The endpoint's parameters, in which the kamelet sets some; never null. */
    public Map<String, Object> getParameters() {
        return parameters;
    }

    /** Sets all of the endpoint's parameters. */
    public void setParameters(Map<String, Object> parameters) {
        this.parameters = parameters;
    }

    /** Puts the body; the far side's answer comes as {@link RepositoryConstants#STORED_BYTES}. */
    public void put(Exchange exchange) throws Exception {
        long bytes = exchange.getMessage().getHeader(RepositoryConstants.BYTES, Long.class);
        String file = file(exchange);
        long stored;
        try {
            // One at a time for a file: each deletes what others have left of it.
            synchronized (turns.get(Math.floorMod(file.hashCode(), TURNS))) {
                stored = pool().lend(files -> tree(files).put(file, bytes, exchange));
            }
            exchange.getMessage().setHeader(RepositoryConstants.STORED_BYTES, stored);
        } catch (Exception e) {
            deletePartial(file, e);
            throw e;
        }
    }

    /** Over another connection: on the one that failed, answers to the rest of the file may still be under way. */
    private void deletePartial(String file, Exception failure) {
        try {
            pool().lend(files -> {
                tree(files).deletePartial(file);
                return null;
            });
        } catch (Exception e) {
            // What cannot be deleted now the next attempt deletes.
            failure.addSuppressed(e);
        }
    }

    /** Gets a file into the body. */
    public void get(Exchange exchange) throws Exception {
        exchange.getMessage().setBody(pool().lend(files -> {
            RemoteTree tree = tree(files);
            if (tree.size(file(exchange)).isEmpty()) {
                throw new NotFoundException("there is no " + tree.path(file(exchange)));
            }
            return fetch(files, tree.path(file(exchange)), exchange);
        }));
    }

    /** Whole, so that the connection is free before the body is read; large ones go to a temporary file. */
    private static Object fetch(GenericFileOperations<?> files, String path, Exchange exchange) throws Exception {
        GenericFile<?> target = files.newGenericFile();
        exchange.setProperty(FileComponent.FILE_EXCHANGE_FILE, target);
        files.retrieveFile(path, exchange, -1);
        if (target.getBody() == null) {
            return Files.newInputStream(Path.of(path));
        }
        // Its temporary file goes with the stream: the end of the kamelet is too early, for the body is read behind it.
        CachedOutputStream whole = new CachedOutputStream(exchange, false);
        try (InputStream in = exchange.getContext().getTypeConverter().mandatoryConvertTo(InputStream.class, exchange, target.getBody())) {
            in.transferTo(whole);
        }
        files.releaseRetrievedFileResources(exchange);
        return whole.getWrappedInputStream();
    }

    /** Lists the files of a prefix into the body, a line each, with their number as {@link RepositoryConstants#LISTED}. */
    public void list(Exchange exchange) throws Exception {
        List<String> lines = pool().lend(files -> tree(files).list(file(exchange)));
        exchange.getMessage().setHeader(RepositoryConstants.LISTED, lines.size());
        exchange.getMessage().setHeader(RepositoryConstants.LISTED_ALL, true);
        exchange.getMessage().setBody(lines);
    }

    /** Deletes a file; one that is not there is no error. */
    public void delete(Exchange exchange) throws Exception {
        pool().lend(files -> {
            tree(files).delete(file(exchange));
            return null;
        });
    }

    private RemoteTree tree(GenericFileOperations<?> files) {
        return new RemoteTree(files, directory, known);
    }

    private static String file(Exchange exchange) {
        return exchange.getMessage().getHeader(RepositoryConstants.FILE, String.class);
    }

    private synchronized FilePool pool() {
        if (pool == null) {
            // Made with the first use: a store starts while its server is away.
            String server = uri.replaceFirst("[?].*", "");
            pool = new FilePool((GenericFileEndpoint<?>) context.getEndpoint(server, new HashMap<>(parameters)));
        }
        return pool;
    }

    /** Ends the connections. */
    public synchronized void stop() {
        if (pool != null) {
            pool.close();
            pool = null;
        }
    }
}
