package cerb.backup.component.store;

import java.util.concurrent.ConcurrentLinkedDeque;
import org.apache.camel.component.file.FileEndpoint;
import org.apache.camel.component.file.FileOperations;
import org.apache.camel.component.file.GenericFileEndpoint;
import org.apache.camel.component.file.GenericFileOperations;
import org.apache.camel.component.file.remote.RemoteFileEndpoint;
import org.apache.camel.component.file.remote.RemoteFileOperations;

/** The connections of one store, as many as are in use at once. Safe for use by several threads at once; one connection is for one thread. */
final class FilePool implements AutoCloseable {
    private final GenericFileEndpoint<?> endpoint;
    private final ConcurrentLinkedDeque<GenericFileOperations<?>> idle = new ConcurrentLinkedDeque<>();

    FilePool(GenericFileEndpoint<?> endpoint) {
        this.endpoint = endpoint;
    }

    /** What is done over a connection. */
    @FunctionalInterface
    interface Work<T> {
        T with(GenericFileOperations<?> files) throws Exception;
    }

    /** Lends a connection. After a failure it is not used again, nor are those that waited meanwhile: the server may have ended them all. */
    <T> T lend(Work<T> work) throws Exception {
        GenericFileOperations<?> files = connected();
        boolean good = false;
        try {
            T result = work.with(files);
            good = true;
            return result;
        } finally {
            if (good) {
                idle.push(files);
            } else {
                disconnect(files);
                close();
            }
        }
    }

    private GenericFileOperations<?> connected() throws Exception {
        GenericFileOperations<?> files = idle.poll();
        if (files == null) {
            files = open();
        }
        if (files instanceof RemoteFileOperations<?> remote && !remote.isConnected()) {
            connect(remote);
        }
        return files;
    }

    private void connect(RemoteFileOperations<?> remote) {
        if (!remote.connect(((RemoteFileEndpoint<?>) endpoint).getConfiguration(), null)) {
            throw new IllegalStateException("cannot log in at " + endpoint.getEndpointUri().replaceAll("[?].*", ""));
        }
    }

    private GenericFileOperations<?> open() throws Exception {
        if (endpoint instanceof RemoteFileEndpoint<?> remote) {
            return remote.createRemoteFileOperations();
        }
        return new FileOperations((FileEndpoint) endpoint);
    }

    private static void disconnect(GenericFileOperations<?> files) {
        if (files instanceof RemoteFileOperations<?> remote) {
            remote.forceDisconnect();
        }
    }

    /** Ends the connections that are not in use. */
    @Override
    public void close() {
        for (GenericFileOperations<?> files = idle.poll(); files != null; files = idle.poll()) {
            disconnect(files);
        }
    }
}
