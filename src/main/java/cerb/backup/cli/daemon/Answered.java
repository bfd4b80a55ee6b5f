package cerb.backup.cli.daemon;

import java.util.Map;
import java.util.Optional;
import java.util.concurrent.CountDownLatch;

/** The verbs that a daemon answers: a few while it starts, all once it has started. Who asks meanwhile for another waits for that. Thread-safe. */
final class Answered {
    private final CountDownLatch started = new CountDownLatch(1);
    private volatile Map<String, Work> verbs;

    /** Knows those of the time of its start. */
    Answered(Map<String, Work> whileStarting) {
        this.verbs = Map.copyOf(whileStarting);
    }

    /** The daemon has started. */
    void all(Map<String, Work> all) {
        verbs = Map.copyOf(all);
        started.countDown();
    }

    /** The work of a verb; empty where the daemon has no such verb. Throws InterruptedException where the daemon ends before it has started. */
    Optional<Work> find(String verb) throws InterruptedException {
        if (!verbs.containsKey(verb)) {
            started.await();
        }
        return Optional.ofNullable(verbs.get(verb));
    }
}
