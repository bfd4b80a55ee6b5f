package cerb.backup.operation.mirror;

import cerb.backup.backend.Handle;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.LockedException;
import java.time.Clock;
import java.time.Duration;
import java.util.Optional;
import java.util.Set;

/** What keeps a mirror from going on, who is told of it, and when it may try again. Thread-safe. */
final class Trouble {
    /** A prune takes minutes at least. */
    private static final Duration LOCK_PAUSE = Duration.ofSeconds(30);

    private final String location;
    private final MirrorOptions options;
    private final MirrorListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final Pause pause;
    private volatile String problem;

    Trouble(String location, MirrorOptions options, MirrorListener listener, Clock clock, Ledger ledger) {
        this.location = location;
        this.options = options;
        this.listener = listener;
        this.clock = clock;
        this.ledger = ledger;
        this.pause = new Pause(options.longestPause());
    }

    /** A pass has failed, or could not begin; {@code isUnclear} unless the sink has refused for good, so that it holds what it held. */
    void passFailed(boolean isUnclear, String reason) {
        if (isUnclear) {
            ledger.distrust();
        }
        pause.begin(clock.instant(), options.pause());
        tell(reason);
    }

    void sinkIsLocked(LockedException e) {
        pause.begin(clock.instant(), LOCK_PAUSE);
        tell("waits for a lock of another program at " + location + ": " + e.getMessage());
    }

    private void tell(String reason) {
        problem = reason;
        listener.failed(reason);
    }

    void setAside(DamagedFileException damage) {
        listener.found(Finding.damage(options.sink(), "a file does not get to " + location + ", while all others do: " + damage.getMessage(),
                "Where another sink holds it, put its copy in its place; or repair what check --read-data names. It is tried again with the next listing of verify, and after a start."));
    }

    boolean mayTry() {
        return pause.isOver(clock.instant());
    }

    void passBegan() {
        problem = null;
    }

    void roundWentWell() {
        pause.end();
    }

    /** What it is now; a damaged file here stays one. */
    Optional<String> problem() {
        return Optional.ofNullable(problem).or(() -> {
            Set<Handle> files = ledger.setAside();
            return files.stream().findFirst().map(one -> files.size() + " files are damaged here and do not get to " + location + ", such as " + one.path());
        });
    }
}
