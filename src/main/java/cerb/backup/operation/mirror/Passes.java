package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.configuration.value.Plurals;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.OperationException;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicReference;
import java.util.function.BiFunction;

/**
 * Begins and ends passes at one sink: compares its config, takes and gives back the lock there, lists where that is due, removes what may go. For one thread at a time, but
 * for what is said to be otherwise.
 */
final class Passes {
    /** How often orders are looked through for one that has become due. */
    private static final Duration LOOK = Duration.ofMinutes(1);
    /** So long is removed at a time: between two such slices goes what was written meanwhile. */
    private static final Duration SLICE = Duration.ofSeconds(5);
    /** After so many verify periods a store that can has hashed every file once: the disk there has to read them all. */
    private static final int SHARES = 30;

    private final Backend local;
    private final Backend sink;
    private final SinkLock sinkLock;
    private final RemovalJournal journal;
    private final MirrorOptions options;
    private final MirrorListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final SinkIdentity identity;
    private final Tenure tenure = new Tenure();
    private final HashedShares hashed;
    private final BiFunction<Backend, List<Handle>, Optional<Removal>> rewritten;
    private Optional<HashedShares.Progress> progress;
    private Instant verified = Instant.MIN;
    /** Before it nothing is removed at the sink. */
    private Instant removeAgain = Instant.MIN;
    private Instant lookAgain = Instant.MIN;
    private boolean orderDue;
    /** The lock of the pass under way; null between passes. */
    private volatile SinkLock.Held held;
    private volatile int unexplained;
    private volatile boolean ending;

    Passes(LocalSide source, Backend sink, SinkLock sinkLock, MirrorOptions options, MirrorListener listener, Clock clock, Ledger ledger) {
        this.local = source.files();
        this.sink = sink;
        this.sinkLock = sinkLock;
        this.journal = source.journal();
        this.hashed = source.hashed();
        this.rewritten = source.rewritten();
        // one of the future, by a clock that was wrong, would keep anything from being hashed
        this.progress = hashed.last().filter(last -> !last.at().isAfter(clock.instant()));
        this.options = options;
        this.listener = listener;
        this.clock = clock;
        this.ledger = ledger;
        this.identity = new SinkIdentity(local, sink);
    }

    /** Whether a pass is under way whose lock is held, as far as is known without asking. Any thread may ask. */
    boolean isHeld() {
        SinkLock.Held lock = held;
        return lock != null && lock.isHeld();
    }

    /** Files at the sink that nobody can explain, as of the last listing. Any thread may ask. */
    int unexplained() {
        return unexplained;
    }

    boolean isVerifyDue() {
        return isOver(verified) || isHashingDue();
    }

    /** Whatever else has led to a listing meanwhile; but not at the start, which others wait for. */
    private boolean isHashingDue() {
        return !verified.equals(Instant.MIN) && progress.filter(last -> isOver(last.at())).isPresent();
    }

    private boolean isOver(Instant last) {
        return last.equals(Instant.MIN) || !isAwaited(last.plus(options.verify()), options.verify().plus(LOOK));
    }

    /** Whether a moment is to come that was no more than {@code most} away: by a clock that was set back since, it might not come for a year. */
    private boolean isAwaited(Instant moment, Duration most) {
        Instant now = clock.instant();
        return now.isBefore(moment) && !moment.isAfter(now.plus(most));
    }

    /** Whether the sink holds what an order lets go by now. While a run is under way a pass would have to list everything before each slice: what is due waits for the run's end. */
    boolean isRemovalDue() {
        Instant now = clock.instant();
        if (!options.delete() || ledger.isOpen() || isAwaited(removeAgain, options.verify())) {
            return false;
        }
        if (!orderDue && !isAwaited(lookAgain, LOOK)) {
            lookAgain = now.plus(LOOK);
            orderDue = new Removals(journal.read(), ledger).areDue(now, options.removalDelay());
        }
        return orderDue;
    }

    /** Throws where the sink cannot be asked, is locked or is another's: then no pass has begun. */
    void begin() {
        identity.check();
        SinkLock.Held lock = sinkLock.acquire();
        try {
            // between passes others may have pruned the sink
            if (!ledger.isListed() || ledger.isOpen() || isVerifyDue()) {
                list();
            }
        } catch (RuntimeException e) {
            lock.close();
            throw e;
        }
        held = lock;
        tenure.passBegan(clock.instant());
    }

    private void list() {
        if (isVerifyDue()) {
            ledger.takeUpAgain();
        }
        Optional<Integer> share = progress.filter(last -> isHashingDue()).map(HashedShares.Progress::next);
        SinkListing.Found found = new SinkListing(local, sink, ledger).take(file -> share.filter(due -> isOfShare(file, due)).isPresent());
        if (!options.delete()) {
            ledger.forgetForeign();
        }
        if (found.missing() > 0) {
            listener.found(Finding.damage(options.sink(), Plurals.are(found.missing(), "file") + " gone from " + sink.location() + ", which had confirmed as much, and sent again",
                    "Find out what removes files there, such as a life-cycle rule."));
        }
        if (!found.damaged().isEmpty()) {
            listener.found(Finding.damage(options.sink(), Plurals.are(found.damaged().size(), "file") + " damaged at " + sink.location() + ", such as " + found.damaged().get(0).path()
                    + "; sent again: " + found.resent(), "Have the disk there examined, and run check --read-data with this sink."));
        }
        if (found.unhashed() != null) {
            listener.found(Finding.note(options.sink(), "files at " + sink.location() + " could not be hashed there, which is tried again in " + options.verify().toHours() + " h: "
                    + found.unhashed()));
        }
        // where everything stays, what is not here is no surprise, and orders to remove are not kept for ever to explain it
        List<Handle> strange = options.delete() ? strange() : List.of();
        if (!strange.isEmpty()) {
            listener.found(Finding.note(options.sink(), Plurals.words(strange.size(), "file") + " at " + sink.location() + ", not here and not removed by us, such as "
                    + strange.get(0) + ", left alone"));
        }
        unexplained = strange.size();
        listener.unexplained(unexplained, (int) strange.stream().filter(file -> file.type() == FileType.SNAPSHOT).count());
        verified = clock.instant();
        noteHashed(share, found.unhashed() == null);
    }

    /** What is at the sink, not here, and in no record, now that what was written anew here is in one. */
    private List<Handle> strange() {
        List<Handle> strange = new Removals(journal.read(), ledger).unexplained();
        List<Handle> snapshots = strange.stream().filter(file -> file.type() == FileType.SNAPSHOT).toList();
        Optional<Removal> order = snapshots.isEmpty() ? Optional.empty() : rewritten.apply(sink, snapshots);
        if (order.isEmpty()) {
            return strange;
        }
        try {
            journal.append(order.get());
        } catch (OperationException e) {
            // what is sent matters more than what goes
            listener.found(Finding.note(options.sink(), e.getMessage()));
        }
        return new Removals(journal.read(), ledger).unexplained();
    }

    private boolean isOfShare(Handle file, int share) {
        return Integer.parseInt(file.name(), 0, 4, 16) % SHARES == share;
    }

    /** A share that could not be hashed is due again after a period, not at once: each attempt keeps a pass from sending. */
    private void noteHashed(Optional<Integer> share, boolean isDone) {
        if (share.isPresent() || progress.isEmpty()) {
            var now = new HashedShares.Progress(clock.instant(), share.map(due -> isDone ? (due + 1) % SHARES : due).orElse(0));
            hashed.note(now);
            progress = Optional.of(now);
        }
    }

    void roundEnded(boolean completing) {
        tenure.roundEnded(clock.instant(), completing);
    }

    /** Whether the pass under way may have another round. */
    boolean mayGoOn() {
        return isHeld() && tenure.mayGoOn(clock.instant()) && ledger.isListed() && !isVerifyDue();
    }

    /** Whether the pass under way waits for the next checkpoint, or for the rest of a run. */
    boolean lingers() {
        return isHeld() && tenure.lingers(clock.instant()) || ledger.isOpen() && mayGoOn();
    }

    /** No pass removes anything more. Any thread may say so. */
    void endSoon() {
        ending = true;
    }

    /** Gives the lock back, if a pass is under way; before that removes what may go, if all went {@code well}. */
    void end(boolean well) {
        SinkLock.Held lock = held;
        held = null;
        if (lock == null) {
            return;
        }
        try (lock) {
            if (well && !ending && options.delete() && !isAwaited(removeAgain, options.verify())) {
                remove(lock);
            }
        }
    }

    /** Where something must stay, by the store's policy, for a while, or for a snapshot there, that is tried again only after a verify period: nothing is wrong with what stays. */
    private void remove(SinkLock.Held lock) {
        // from the first removal on: where it takes long to ask what may go, nothing would ever go
        AtomicReference<Instant> begun = new AtomicReference<>();
        orderDue = false;
        try {
            orderDue = !new Removals(journal.read(), ledger).carryOut(clock.instant(), options.removalDelay(), local, sink, lock, () -> {
                begun.compareAndSet(null, clock.instant());
                return !ending && clock.instant().isBefore(begun.get().plus(SLICE));
            });
            removeAgain = Instant.MIN;
        } catch (PermanentException e) {
            if (removeAgain.equals(Instant.MIN)) {
                listener.found(Finding.note(options.sink(), "what was removed here stays at " + sink.location() + " for now, and is tried again every "
                        + options.verify().toHours() + " h: " + e.getMessage()));
            }
            removeAgain = clock.instant().plus(options.verify());
        }
    }
}
