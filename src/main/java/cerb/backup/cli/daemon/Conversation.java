package cerb.backup.cli.daemon;

import cerb.backup.cli.output.Failure;
import cerb.backup.cli.output.Json;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.time.Duration;
import java.util.Optional;
import java.util.concurrent.ArrayBlockingQueue;
import java.util.concurrent.BlockingQueue;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.TimeUnit;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/** One client's request and its answer. A thread of its own writes, so that a client that does not read never holds up the work. */
final class Conversation {
    private static final Logger LOG = LoggerFactory.getLogger(Conversation.class);
    private static final int QUEUE = 256;
    private static final long PATIENCE_SECONDS = 10;
    /** A verb asks as soon as it has connected, on however busy a machine. */
    private static final Duration TIME_TO_ASK = Duration.ofMinutes(1);

    private final Wire wire;
    private final Answered verbs;
    private final Duration timeToAsk;
    private final BlockingQueue<ObjectNode> lines = new ArrayBlockingQueue<>(QUEUE);
    private volatile boolean endsWithClient;

    Conversation(Wire wire, Answered verbs) {
        this(wire, verbs, TIME_TO_ASK);
    }

    /** With how long a client may take to say what it wants. */
    Conversation(Wire wire, Answered verbs, Duration timeToAsk) {
        this.wire = wire;
        this.verbs = verbs;
        this.timeToAsk = timeToAsk;
    }

    /** Reads the request, does the work and answers. Returns when the answer has gone out, or nobody is there to take it. */
    void run() throws IOException, InterruptedException {
        Optional<String> line = request();
        if (line.isEmpty()) {
            return;
        }
        Thread worker = Thread.currentThread();
        Thread writer = new Thread(() -> writeLines(worker), "daemon-answer");
        writer.setDaemon(true);
        writer.start();
        ObjectNode last = answer(line.get());
        if (lines.offer(last, PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            writer.join(TimeUnit.SECONDS.toMillis(PATIENCE_SECONDS));
        }
    }

    /** Whoever connects and asks for nothing would keep others out: there are few conversations at once. */
    private Optional<String> request() throws IOException {
        CompletableFuture<Void> hangingUp = CompletableFuture.runAsync(this::hangUp, CompletableFuture.delayedExecutor(timeToAsk.toMillis(), TimeUnit.MILLISECONDS));
        try {
            return wire.read();
        } finally {
            hangingUp.cancel(false);
        }
    }

    private void hangUp() {
        try {
            wire.close();
        } catch (IOException e) {
            LOG.debug("a client that asked for nothing has gone by itself", e);
        }
    }

    private ObjectNode answer(String line) {
        try {
            Request request = Request.parse(line);
            if (request.version() != Request.VERSION) {
                throw new IllegalArgumentException("the daemon speaks version " + Request.VERSION + " of the protocol, not " + request.version());
            }
            Work work = verbs.find(request.verb()).orElseThrow(() -> new IllegalArgumentException("the daemon has no verb " + request.verb()));
            endsWithClient = work.endsWithClient();
            Outcome outcome = work.run(request.arguments(), new Sending(lines::offer));
            ObjectNode result = Json.object().put("event", "result").put("exit", outcome.exit().number());
            result.set("result", outcome.result());
            return result;
        } catch (Exception e) {
            LOG.debug("a client's request failed", e);
            return error(Failure.of(e));
        }
    }

    /** The line that tells a client of a failure; nothing follows it. */
    static ObjectNode error(Failure failure) {
        return Json.object().put("event", "error").put("exit", failure.exit().number()).put("message", failure.message()).put("remedy", failure.remedy());
    }

    private void writeLines(Thread worker) {
        try {
            for (boolean more = true; more;) {
                ObjectNode line = lines.take();
                wire.write(line);
                more = !isLast(line);
            }
        } catch (IOException e) {
            LOG.debug("the client has gone", e);
            if (endsWithClient) {
                worker.interrupt();
            }
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static boolean isLast(ObjectNode line) {
        String event = line.path("event").asText();
        return event.equals("result") || event.equals("error");
    }
}
