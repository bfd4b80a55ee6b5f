package cerb.backup.operation.mirror;

import cerb.backup.backend.Handle;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.shared.LockedException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Optional;
import java.util.Set;

/** What keeps a mirror from going on, who is told of it, and when it may try again. Thread-safe. */
final class Trouble {
    /** A prune takes minutes at least. */
    private static final Duration LOCK_PAUSE = Duration.ofSeconds(30);

    /** A sink that has a pack which is away may be restarted meanwhile; and to ask one that is dead takes time, in which nothing is sent. */
    private static final Duration UNREADABLE_PAUSE = Duration.ofMinutes(10);

    private final String location;
    private final MirrorOptions options;
    private final MirrorListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final Pause pause;
    private volatile String problem;
    /** Guarded by this. */
    private Instant tellOfUnreadable = Instant.MIN;

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

    /** Until when a file is not tried again. */
    Instant setAsideUntil(UnsendableFileException unsent) {
        return unsent instanceof DamagedFileException ? Ledger.NEXT_LISTING : clock.instant().plus(UNREADABLE_PAUSE);
    }

    void setAside(Handle file, UnsendableFileException unsent) {
        if (unsent instanceof DamagedFileException) {
            tellOfDamage(file, unsent);
        } else if (isTimeToTellOfUnreadable()) {
            listener.found(Finding.note(options.sink(), "files cannot be read here now and do not get to " + location + ", while all others do; they are tried again in "
                    + UNREADABLE_PAUSE.toMinutes() + " min. The first: " + unsent.getMessage()));
        }
    }

    /** Once for all that cannot be read because of one sink that is away. */
    private synchronized boolean isTimeToTellOfUnreadable() {
        Instant now = clock.instant();
        if (now.isBefore(tellOfUnreadable)) {
            return false;
        }
        tellOfUnreadable = now.plus(options.verify());
        return true;
    }

    private void tellOfDamage(Handle file, UnsendableFileException damage) {
        listener.foundHere(file, Finding.damage(options.sink(), "a file does not get to " + location + ", while all others do: " + damage.getMessage(),
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

    /** What it is now; a file that was set aside stays one. */
    Optional<String> problem() {
        return Optional.ofNullable(problem).or(() -> {
            Set<Handle> files = ledger.setAside();
            return files.stream().findFirst().map(one -> Plurals.are(files.size(), "file") + " damaged here, or cannot be read here now, and not sent to " + location + ", such as " + one.path());
        });
    }
}
