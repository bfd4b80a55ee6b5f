package cerb.backup.proxy;

import java.io.IOException;
import java.time.Clock;
import java.time.Instant;
import java.util.HashMap;
import java.util.HashSet;
import java.util.Map;
import java.util.Set;

/**
 * Object Lock as a store without versions has it: what is retained is neither deleted nor replaced before its day (Amazon S3 User Guide, "Using S3 Object Lock"; "Conditional
 * writes"). To be struck with all requests that put or delete objects. Thread-safe.
 */
public final class Worm implements Fault {
    private final Clock clock;
    private final Map<String, Instant> retained = new HashMap<>();
    private final Set<String> present = new HashSet<>();
    private int refusedDeletes;
    private int replaced;

    /** Makes one that knows no objects yet. */
    public Worm(Clock clock) {
        this.clock = clock;
    }

    /** How many deletes were refused. */
    public synchronized int refusedDeletes() {
        return refusedDeletes;
    }

    /** How many puts would have replaced an object. */
    public synchronized int replaced() {
        return replaced;
    }

    @Override
    public synchronized byte[] answer(S3Request request, Server server) throws IOException {
        boolean held = retained.getOrDefault(request.key(), Instant.MIN).isAfter(clock.instant());
        if (request.kind() == S3Request.Kind.DELETE) {
            refusedDeletes += held ? 1 : 0;
            present.remove(held ? "" : request.key());
            return held ? Fault.refuses(403, "AccessDenied").answer(request, server) : NONE.answer(request, server);
        }
        if (present.contains(request.key())) {
            boolean conditional = "*".equals(request.headers().get("if-none-match"));
            replaced += conditional ? 0 : 1;
            return Fault.refuses(conditional ? 412 : 403, conditional ? "PreconditionFailed" : "AccessDenied").answer(request, server);
        }
        return put(request, server);
    }

    private byte[] put(S3Request request, Server server) throws IOException {
        present.add(request.key());
        String until = request.headers().get("x-amz-object-lock-retain-until-date");
        if (until != null) {
            retained.put(request.key(), Instant.parse(until));
        }
        return NONE.answer(request, server);
    }
}
