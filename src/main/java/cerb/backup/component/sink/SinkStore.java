package cerb.backup.component.sink;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.component.exchange.RepositoryConstants;
import java.io.IOException;
import java.io.InputStream;
import java.util.Collection;
import java.util.HashMap;
import java.util.List;
import java.util.Map;
import java.util.Optional;
import java.util.stream.Collectors;
import org.apache.camel.Exchange;
import org.apache.camel.ExchangePropertyKey;

/**
 * Asks the store at the end of one sink's route: put, get, list and delete whole files. Safe for use by several threads at once.
 *
 * <p>A route may end without an exception and yet have done nothing: an open circuit breaker, a filter, a stop or a handled error look like that. So no answer counts that
 * the far side has not given: a put needs the stored size or MD5, a list the number of its lines, a get a body. Whether a file is gone after a delete, the backend asks.
 */
public final class SinkStore {
    private final String sink;
    private final Bandwidth bandwidth;
    private volatile SinkRoute route;

    /**
     * Makes the store of a sink; it can be asked once it has a route.
     *
     * @param bytesPerSecond what all puts together may take; 0 for no limit
     */
    public SinkStore(String sink, long bytesPerSecond) {
        this.sink = sink;
        this.bandwidth = new Bandwidth(bytesPerSecond);
    }

    /** Sets the route, null while there is none that runs. */
    public void attach(SinkRoute running) {
        route = running;
    }

    /**
     * What the far side says it holds of a file.
     *
     * @param bytes  its size, said or proved by its MD5
     * @param sha256 its SHA-256; null where the store does not know it
     * @param atOnce whether the first attempt went well
     */
    public record Stored(long bytes, String sha256, boolean atOnce) {}

    /** The name of the sink. */
    public String sink() {
        return sink;
    }

    /**
     * Puts a file; on return the far side has said that it holds as many bytes as ours has, or bytes of the same MD5, and the same SHA-256 where it knows one.
     *
     * @throws BackendException if the route failed, or nothing confirms the file
     */
    public Stored put(Handle handle, Content content) {
        String what = "put " + handle;
        try (ContentStream body = new ContentStream(content, bandwidth)) {
            Map<String, Object> headers = PutHeaders.of(handle, content);
            return ask("put", handle.path(), headers, body, what, answer -> confirm(headers, answer, what));
        } catch (IOException e) {
            throw new TransientException(failed(what, "its content cannot be read: " + e.getMessage()), e);
        }
    }

    /** Compares what the far side says with what was read of the file here, which no step of the route can have changed. */
    private Stored confirm(Map<String, Object> ours, Exchange answer, String what) {
        Long stored = answer.getMessage().getHeader(RepositoryConstants.STORED_BYTES, Long.class);
        String md5 = answer.getMessage().getHeader(RepositoryConstants.STORED_MD5, String.class);
        if (stored == null && md5 == null) {
            throw unconfirmed(what, "the route ended without " + RepositoryConstants.STORED_BYTES);
        }
        if (stored != null && !stored.equals(ours.get(RepositoryConstants.BYTES))) {
            throw unconfirmed(what, "it holds " + stored + " bytes instead of " + ours.get(RepositoryConstants.BYTES));
        }
        if (md5 != null && !md5.equalsIgnoreCase((String) ours.get(RepositoryConstants.MD5_HEX))) {
            throw unconfirmed(what, "what it holds has another MD5");
        }
        String hash = answer.getMessage().getHeader(RepositoryConstants.STORED_SHA256, String.class);
        if (hash != null && !hash.equalsIgnoreCase((String) ours.get(RepositoryConstants.SHA256))) {
            throw unconfirmed(what, "what it holds has another SHA-256");
        }
        // Camel leaves there what it has tried again for.
        return new Stored((Long) ours.get(RepositoryConstants.BYTES), hash, answer.getProperty(ExchangePropertyKey.EXCEPTION_CAUGHT) == null);
    }

    private TransientException unconfirmed(String what, String why) {
        return new TransientException(failed(what, "nothing confirms it: " + why));
    }

    /** Hands the content of a file to the reader, which need not read to the end. */
    <T> T get(Handle handle, Backend.Reader<T> reader) {
        String what = "get " + handle;
        return ask("get", handle.path(), Map.of(), null, what, answer -> {
            try (InputStream in = answer.getMessage().getBody(InputStream.class)) {
                if (in == null) {
                    throw new TransientException(failed(what, "the route ended without a body"));
                }
                return reader.read(in);
            } catch (IOException e) {
                throw new TransientException(failed(what, e.getMessage()), e);
            }
        });
    }

    /**
     * What the store says it has of files whose paths begin with a prefix.
     *
     * @param files what is listed
     * @param all   whether the store says that it has no pages, so that there is no more
     */
    record Listed(List<ListedFile> files, boolean all) {}

    /** Lists what the store says it has of files whose paths begin with the prefix. */
    Listed list(String prefix) {
        String what = "list " + prefix;
        return ask("list", prefix, Map.of(), null, what, answer -> {
            List<ListedFile> files = ListedFile.read(answer.getMessage().getBody(), prefix);
            refuseCutAnswer(answer, files.size(), what);
            return new Listed(files, Boolean.TRUE.equals(answer.getMessage().getHeader(RepositoryConstants.LISTED_ALL, Boolean.class)));
        });
    }

    private void refuseCutAnswer(Exchange answer, int lines, String what) {
        Integer count = answer.getMessage().getHeader(RepositoryConstants.LISTED, Integer.class);
        if (count == null) {
            throw new TransientException(failed(what, "the route ended without " + RepositoryConstants.LISTED));
        }
        if (lines != count) {
            throw new TransientException(failed(what, "the answer has " + lines + " of " + count + " lines"));
        }
    }

    /**
     * Asks what SHA-256 the far side computes of some files, which are not transferred.
     *
     * @return the hashes in hexadecimal, without files that are not there or cannot be read there; empty where the store computes none
     */
    Optional<Map<Handle, String>> hash(Collection<Handle> files) {
        String what = "hash " + files.size() + " files";
        String paths = files.stream().map(Handle::path).collect(Collectors.joining(" "));
        try {
            return ask("hash", "", Map.of(), paths, what, answer -> {
                Map<Handle, String> hashes = HashedFiles.read(answer.getMessage().getBody(), files);
                refuseCutAnswer(answer, hashes.size(), what);
                return Optional.of(hashes);
            });
        } catch (PermanentException e) {
            if (e.getCause() instanceof UnsupportedOperationException) {
                return Optional.empty();
            }
            throw e;
        }
    }

    /** Deletes a file, without asking whether it is gone; one that was not there is no error. */
    void delete(Handle handle) {
        ask("delete", handle.path(), Map.of(), null, "delete " + handle, answer -> null);
    }

    private interface Answer<T> {
        T of(Exchange exchange);
    }

    private <T> T ask(String operation, String file, Map<String, Object> headers, Object body, String what, Answer<T> answer) {
        SinkRoute running = route;
        if (running == null) {
            throw new TransientException(failed(what, "its route is not running"));
        }
        Exchange exchange = running.begin();
        try {
            exchange.getMessage().setHeaders(new HashMap<>(headers));
            exchange.getMessage().setHeader(RepositoryConstants.OPERATION, operation);
            exchange.getMessage().setHeader(RepositoryConstants.FILE, file);
            exchange.getMessage().setBody(body);
            running.send(exchange);
            refuseFailure(exchange, what);
            return answer.of(exchange);
        } finally {
            running.end(exchange);
        }
    }

    private void refuseFailure(Exchange exchange, String what) {
        Exception failure = exchange.getException();
        if (failure == null && !exchange.isRollbackOnly() && !exchange.isRollbackOnlyLast()) {
            return;
        }
        if (failure instanceof BackendException known) {
            throw known;
        }
        String message = failed(what, failure == null ? "the route rolled it back" : Causes.of(failure));
        throw Boolean.TRUE.equals(exchange.getProperty(RepositoryConstants.PERMANENT, Boolean.class))
                ? new PermanentException(message, failure) : new TransientException(message, failure);
    }

    private String failed(String what, String why) {
        return "cannot " + what + " at sink " + sink + ": " + why;
    }
}
