package cerb.backup.component.alert;

import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Part;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.operation.report.Reason;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayDeque;
import java.util.Deque;
import java.util.Optional;
import java.util.Set;
import org.slf4j.Logger;
import org.slf4j.LoggerFactory;

/**
 * The begin and the end of the latest recovery point, until they have been delivered. An earlier one's are dropped when another begins: to tell a service now that a recovery point began
 * hours ago would be wrong. Thread-safe; every method returns at once.
 */
final class Runs implements Observer {
    private static final Logger LOG = LoggerFactory.getLogger(Runs.class);
    /** A dump that a changed definition has spoilt begins again within seconds, which is no failure yet. */
    private static final Duration AGAIN = Duration.ofSeconds(5);

    private final String helpdesk;
    private final boolean names;
    private final Clock clock;
    private final Deque<Event> waiting = new ArrayDeque<>();
    private boolean running;

    Runs(String helpdesk, boolean names, Clock clock) {
        this.helpdesk = helpdesk;
        this.names = names;
        this.clock = clock;
    }

    /** A run of the storage alone is no recovery point, and may begin while one is under way. */
    @Override
    public synchronized void runBegan(Set<Part> parts, Instant at) {
        if (parts.contains(Part.DATABASE)) {
            running = true;
            waiting.stream().filter(event -> !event.notBefore.isAfter(at)).forEach(event -> LOG.warn("nobody could be told any more that {}", event.text));
            waiting.clear();
            waiting.add(new Event("begun", "a recovery point of " + helpdesk + " has begun", at));
        }
    }

    @Override
    public synchronized void committed(RecoveryPointResult result) {
        if (result.kind() == RecoveryPointResult.Kind.RECOVERY_POINT && running) {
            running = false;
            String took = " of " + helpdesk + " was taken in " + result.took().toSeconds() + " s";
            waiting.add(result.incomplete() ? new Event("failed", "an incomplete recovery point" + took + "; cerb-backup status says more", clock.instant())
                    : new Event("succeeded", "a recovery point" + took, clock.instant()));
        }
    }

    @Override
    public synchronized void abandoned(RecoveryPointResult.Kind kind, Reason reason) {
        if (kind == RecoveryPointResult.Kind.RECOVERY_POINT && running) {
            running = false;
            String more = names ? ": " + reason.message() : "; cerb-backup status says why";
            waiting.add(new Event("failed", "no recovery point of " + helpdesk + " was taken" + more, clock.instant().plus(AGAIN)));
        }
    }

    /** The one to tell now; empty where there is none. */
    synchronized Optional<Event> next() {
        return Optional.ofNullable(waiting.peek()).filter(event -> !event.notBefore.isAfter(clock.instant()));
    }

    /** The receiver has got it. */
    synchronized void delivered(Event event) {
        waiting.remove(event);
    }

    /**
     * The begin or the end of a recovery point.
     *
     * @param state     begun, succeeded or failed
     * @param text      a line that says so
     * @param notBefore when it may be told
     */
    record Event(String state, String text, Instant notBefore) {}
}
