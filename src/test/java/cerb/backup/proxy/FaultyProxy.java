package cerb.backup.proxy;

import java.io.BufferedInputStream;
import java.io.IOException;
import java.io.InputStream;
import java.io.UncheckedIOException;
import java.net.InetAddress;
import java.net.ServerSocket;
import java.net.Socket;
import java.net.URI;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.EnumMap;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.function.Predicate;

/**
 * Stands in front of an S3 server, counts what is asked, and misbehaves as it is told. Requests go on as they came, so that their signatures hold: clients must
 * address the bucket in the path. Each request has a connection of its own. Thread-safe.
 */
public final class FaultyProxy implements AutoCloseable {
    private record Rule(Predicate<S3Request> which, Fault fault, AtomicInteger times) {
        boolean takes(S3Request request) {
            return which.test(request) && times.getAndUpdate(left -> Math.max(0, left - 1)) > 0;
        }
    }

    private final URI server;
    private final ServerSocket listening;
    private final ExecutorService connections = Executors.newCachedThreadPool(work -> {
        Thread thread = new Thread(work, "faulty-proxy");
        thread.setDaemon(true);
        return thread;
    });
    private final List<Rule> rules = new CopyOnWriteArrayList<>();
    private final List<S3Request> requests = new ArrayList<>();
    private final AtomicInteger struck = new AtomicInteger();
    private int inFlight;
    private int mostInFlight;

    private FaultyProxy(URI server) throws IOException {
        this.server = server;
        this.listening = new ServerSocket(0, 50, InetAddress.getLoopbackAddress());
        connections.submit(this::accept);
    }

    /** Listens on a port of its own in front of {@code http://host:port}. */
    public static FaultyProxy before(URI server) {
        try {
            return new FaultyProxy(server);
        } catch (IOException e) {
            throw new UncheckedIOException("cannot listen in front of " + server, e);
        }
    }

    /** Where clients find it. */
    public URI endpoint() {
        return URI.create("http://127.0.0.1:" + listening.getLocalPort());
    }

    /** Every request of some has a fault, until {@link #heal}. */
    public void strike(Predicate<S3Request> which, Fault fault) {
        strike(Integer.MAX_VALUE, which, fault);
    }

    /** The next so many requests of some have a fault; a rule that was made earlier goes first. */
    public void strike(int times, Predicate<S3Request> which, Fault fault) {
        rules.add(new Rule(which, fault, new AtomicInteger(times)));
    }

    /** No faults from now on. */
    public void heal() {
        rules.clear();
    }

    /** How many requests had a fault so far. */
    public int struck() {
        return struck.get();
    }

    /** The requests since the beginning or since {@link #forget}, without their bodies, as they came. */
    public List<S3Request> requests() {
        synchronized (requests) {
            return List.copyOf(requests);
        }
    }

    /** The same, counted by kind; kinds that were not asked are absent. */
    public Map<S3Request.Kind, Integer> counts() {
        Map<S3Request.Kind, Integer> counts = new EnumMap<>(S3Request.Kind.class);
        requests().forEach(request -> counts.merge(request.kind(), 1, Integer::sum));
        return counts;
    }

    /** How many requests were under way at once, at most. */
    public int mostInFlight() {
        synchronized (requests) {
            return mostInFlight;
        }
    }

    /** Begins to count anew. */
    public void forget() {
        synchronized (requests) {
            requests.clear();
            mostInFlight = inFlight;
        }
        struck.set(0);
    }

    @Override
    public void close() {
        try {
            listening.close();
        } catch (IOException e) {
            throw new UncheckedIOException("cannot close the proxy in front of " + server, e);
        } finally {
            connections.shutdownNow();
        }
    }

    private void accept() {
        while (!listening.isClosed()) {
            try {
                Socket client = listening.accept();
                connections.submit(() -> serve(client));
            } catch (IOException e) {
                // Closed: the loop ends.
            }
        }
    }

    private void serve(Socket client) {
        try (client; InputStream in = new BufferedInputStream(client.getInputStream())) {
            RequestHead head = RequestHead.read(in);
            if (head == null) {
                return;
            }
            if (head.expectsContinue()) {
                client.getOutputStream().write("HTTP/1.1 100 Continue\r\n\r\n".getBytes(StandardCharsets.ISO_8859_1));
            }
            S3Request request = S3Request.parse(head.method(), head.target(), head.headers(), in.readNBytes(head.bodyLength()));
            begin(request);
            try {
                client.getOutputStream().write(closing(faultOf(request).answer(request, bytes -> send(head, request, bytes))));
            } finally {
                end();
            }
        } catch (IOException e) {
            // One of the two has hung up; the other sees that too.
        }
    }

    private Fault faultOf(S3Request request) {
        for (Rule rule : rules) {
            if (rule.takes(request)) {
                struck.incrementAndGet();
                return rule.fault();
            }
        }
        return Fault.NONE;
    }

    private byte[] send(RequestHead head, S3Request request, int bytes) throws IOException {
        try (Socket behind = new Socket(server.getHost(), server.getPort())) {
            behind.getOutputStream().write(head.forwarded());
            behind.getOutputStream().write(request.body(), 0, bytes);
            return bytes < request.body().length ? new byte[0] : behind.getInputStream().readAllBytes();
        }
    }

    /** The client must not send a second request on this connection. */
    private static byte[] closing(byte[] response) {
        String text = new String(response, StandardCharsets.ISO_8859_1);
        return text.startsWith("HTTP/") && !text.contains("onnection: close")
                ? text.replaceFirst("\r\n", "\r\nConnection: close\r\n").getBytes(StandardCharsets.ISO_8859_1) : response;
    }

    private void begin(S3Request request) {
        synchronized (requests) {
            requests.add(new S3Request(request.method(), request.bucket(), request.key(), request.query(), request.headers(), new byte[0]));
            mostInFlight = Math.max(mostInFlight, ++inFlight);
        }
    }

    private void end() {
        synchronized (requests) {
            inFlight--;
        }
    }
}
