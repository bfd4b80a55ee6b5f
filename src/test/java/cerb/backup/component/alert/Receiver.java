package cerb.backup.component.alert;

import com.sun.net.httpserver.HttpServer;
import java.io.IOException;
import java.net.InetAddress;
import java.net.InetSocketAddress;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.LinkedBlockingQueue;
import java.util.concurrent.TimeUnit;
import java.util.function.Function;

/** An HTTP server that keeps what it is sent, and answers as it is told. */
public final class Receiver implements AutoCloseable {
    private final HttpServer server;
    private final BlockingQueue<Request> requests = new LinkedBlockingQueue<>();
    private volatile Function<String, Integer> answers = body -> 200;

    private Receiver(HttpServer server) {
        this.server = server;
    }

    /** One on a free port of this host. */
    public static Receiver start() throws IOException {
        HttpServer server = HttpServer.create(new InetSocketAddress(InetAddress.getLoopbackAddress(), 0), 0);
        Receiver receiver = new Receiver(server);
        server.createContext("/", exchange -> {
            String body = new String(exchange.getRequestBody().readAllBytes(), StandardCharsets.UTF_8);
            List<String> headers = new ArrayList<>();
            exchange.getRequestHeaders().forEach((name, values) -> headers.add(name + ": " + values));
            receiver.requests.add(new Request(exchange.getRequestMethod(), exchange.getRequestURI().toString(), body, headers));
            exchange.getResponseHeaders().set("Location", receiver.url("/elsewhere"));
            exchange.getResponseHeaders().set("Retry-After", "3600");
            exchange.sendResponseHeaders(receiver.answers.apply(body), -1);
            exchange.close();
        });
        server.start();
        return receiver;
    }

    /** Answers with this status from now on. */
    public void answer(int status) {
        answers = body -> status;
    }

    /** Answers each body with its status. */
    public void answer(Function<String, Integer> status) {
        answers = status;
    }

    /** A URL of this server. */
    public String url(String path) {
        return "http://127.0.0.1:" + server.getAddress().getPort() + path;
    }

    /** The next request. Fails where none comes. */
    public Request next() throws InterruptedException {
        Request next = requests.poll(30, TimeUnit.SECONDS);
        if (next == null) {
            throw new AssertionError("nothing was sent to the receiver");
        }
        return next;
    }

    /** How many requests wait to be looked at. */
    public int waiting() {
        return requests.size();
    }

    @Override
    public void close() {
        server.stop(0);
    }

    /** What was sent. */
    public record Request(String method, String path, String body, List<String> headers) {}
}
