package cerb.backup.operation.mirror;

import cerb.backup.backend.Backend;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.TransientException;
import cerb.backup.operation.observer.Backlog;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.report.Finding;
import cerb.backup.repository.shared.LockedException;
import cerb.backup.repository.shared.RepositoryListener;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.Collection;
import java.util.Optional;
import java.util.concurrent.atomic.AtomicInteger;
import java.util.concurrent.locks.ReentrantLock;

/**
 * Keeps one sink up to the local repository: offers the files that the sink lacks, in an order in which it may stop anywhere, and takes the
 * answers. See the package's description for what a pass is.
 *
 * <p>The caller asks {@link #next} again and again, sends what it gets, and answers each file once with {@link #confirm} or {@link #failed};
 * it may have as many files in flight as it likes. While nothing is offered, because a barrier waits for files in flight or there is nothing
 * to send, {@link #next} is empty. It is the caller who pauses between attempts; after failures no pass begins for a
 * while.
 *
 * <p>Must hear of the repository's files from before the first call of {@link #next}. Thread-safe; only {@link #next} talks to the sink, and
 * of several callers one at a time begins a pass while the others get nothing.
 */
public final class Mirror implements RepositoryListener, AutoCloseable {
    /** How long packs alone wait for the index and the snapshot that they are of, so that a checkpoint is one round. */
    private static final Duration SETTLE = Duration.ofSeconds(2);

    private final LocalSide local;
    private final Backend farSide;
    private final SinkLock sinkLock;
    private final MirrorOptions options;
    private final MirrorListener listener;
    private final Clock clock;
    private final Ledger ledger;
    private final Passes passes;
    private final Trouble trouble;
    /** Held while a pass begins or ends, which talks to the sink. */
    private final ReentrantLock turning = new ReentrantLock();
    /** Confirmed files of which the listener has not been told yet. */
    private final AtomicInteger untold = new AtomicInteger();

    // the following are guarded by this
    private Round round;
    private long rounds;
    private Instant caughtUp;

    /**
     * @param sink     the sink's files; lists all of them, however its store pages
     * @param sinkLock locks the sink; closed with the mirror
     */
    public Mirror(LocalSide local, Backend sink, SinkLock sinkLock, MirrorOptions options, MirrorListener listener, Clock clock) {
        this.local = local;
        this.farSide = sink;
        this.sinkLock = sinkLock;
        this.options = options;
        this.listener = listener;
        this.clock = clock;
        this.ledger = new Ledger(clock);
        this.trouble = new Trouble(sink.location(), options, listener, clock, ledger);
        this.passes = new Passes(local, sink, sinkLock, options, listener, clock, ledger);
    }

    @Override
    public void written(Handle handle, long size) {
        ledger.written(handle, size);
        listener.backlog(ledger.backlog());
    }

    @Override
    public void removed(Handle handle) {
        ledger.removed(handle);
        listener.backlog(ledger.backlog());
    }

    /**
     * The next file to store at the sink; empty if there is none at the moment, or the end of a pause or of a foreign exclusive lock is waited for.
     * Begins a new pass where the last one has ended and something is to be done.
     *
     * @throws cerb.backup.backend.BackendException            if the sink or the local repository cannot be asked: the pass has not begun
     * @throws cerb.backup.operation.report.OperationException if another repository is at the sink
     */
    public Optional<Outgoing> next() {
        Optional<Outgoing> offered = offer();
        if (offered.isPresent() || !turning.tryLock()) {
            return offered;
        }
        try {
            return turn() ? offer() : Optional.empty();
        } finally {
            turning.unlock();
        }
    }

    private synchronized Optional<Outgoing> offer() {
        if (round == null) {
            return Optional.empty();
        }
        if (!round.hasFailed() && !passes.isHeld()) {
            fail(true, "the lock at " + farSide.location() + " was lost");
        }
        for (Optional<Handle> file = round.next(); file.isPresent(); file = round.next()) {
            Optional<Long> size = ledger.size(file.get());
            if (size.isPresent()) {
                return Optional.of(new Outgoing(file.get(), new StoredFile(local.files(), file.get(), size.get()), round.number(), clock.instant()));
            }
            // removed here since the cut was taken: what names it may be gone too, so look again
            round.answered(round.number(), file.get());
            fail(true, file.get() + " was removed while it waited for " + farSide.location());
        }
        return Optional.empty();
    }

    /** Ends the round if it is over, and begins another, in this pass or a new one, if there is reason to; false if not. */
    private boolean turn() {
        if (!isOver()) {
            return false;
        }
        try {
            boolean well = endRound();
            if (well && passes.mayGoOn() && ledger.isRipe(SETTLE)) {
                return beginRound();
            }
            if (well && passes.lingers() && !isDue()) {
                return false;
            }
            passes.end(well);
            return isDue() && trouble.mayTry() && beginPass();
        } catch (LockedException e) {
            trouble.sinkIsLocked(e);
            return false;
        } catch (RuntimeException e) {
            trouble.passFailed(!(e instanceof PermanentException), e.getMessage());
            throw e;
        }
    }

    private synchronized boolean isOver() {
        return round == null || round.hasEnded();
    }

    /** Whether the pass under way, if there is one, has gone well up to now. Listeners are told while no monitor is held: they ask other mirrors. */
    private boolean endRound() {
        Round ended = takeRound();
        boolean well = ended == null ? passes.isHeld() : !ended.hasFailed();
        // whoever is quiet first has written everything that waits, or has been confirmed
        boolean isSettledNow = well && local.isQuiet().getAsBoolean() && ledger.settle();
        if (ended != null && well) {
            passes.roundEnded(ended.isCompleting());
            trouble.roundWentWell();
        }
        if (ended != null && well && ledger.setAside().isEmpty()) {
            synchronized (this) {
                caughtUp = ended.begun();
            }
            listener.caughtUp(ended.begun());
        }
        if (isSettledNow || ended != null && well) {
            listener.settled();
        }
        return well;
    }

    private synchronized Round takeRound() {
        Round ended = round;
        round = null;
        return ended;
    }

    private boolean isDue() {
        return !ledger.isListed() || ledger.isRipe(SETTLE) || passes.isVerifyDue() || passes.isRemovalDue();
    }

    private boolean beginPass() {
        passes.begin();
        trouble.passBegan();
        return beginRound();
    }

    /** False if nothing is to be sent: then the pass is over at once. */
    private boolean beginRound() {
        synchronized (this) {
            // the cut is taken after the moment, so that all that was written before the moment is in it
            round = new Round(++rounds, clock.instant(), ledger.cut());
        }
        listener.backlog(ledger.backlog());
        if (isOver()) {
            passes.end(endRound());
            return false;
        }
        return true;
    }

    /**
     * The far side holds the file. An answer to a file of an earlier round is ignored.
     *
     * @param storedBytes  what the far side says its size is
     * @param storedSha256 what the far side says its SHA-256 is, in hexadecimal; null where it does not say
     * @throws TransientException if that is not what was offered; then the file has {@link #failed}
     */
    public void confirm(Outgoing file, long storedBytes, String storedSha256) {
        Optional<String> wrong = file.mismatch(storedBytes, storedSha256);
        if (wrong.isPresent()) {
            var cause = new TransientException("cannot count " + file.handle() + " as stored at " + farSide.location() + ": " + wrong.get());
            failed(file, cause);
            throw cause;
        }
        synchronized (this) {
            if (round == null || !round.answered(file.round(), file.handle())) {
                return;
            }
            untold.incrementAndGet();
            ledger.confirm(file.handle(), file.size());
        }
        try {
            listener.confirmed(file.size(), Duration.between(file.offered(), clock.instant()));
        } finally {
            untold.decrementAndGet();
        }
        listener.backlog(ledger.backlog());
    }

    /**
     * The file could not be stored, or nobody knows. Nothing more of this round is offered; once all in flight have been answered, a new
     * pass looks at both sides again. Where it is the file here that is damaged, or cannot be read now, it is set aside and the round goes on: a snapshot that lacks one pack at the sink is better
     * than none. An answer to a file of an earlier round is ignored.
     *
     * @return whether the sink has failed, so that the caller pauses; false where it is the file
     */
    public boolean failed(Outgoing file, Throwable cause) {
        Optional<UnsendableFileException> unsent = UnsendableFileException.behind(cause);
        synchronized (this) {
            if (round == null || !round.answered(file.round(), file.handle())) {
                return unsent.isEmpty();
            }
            if (unsent.isPresent()) {
                ledger.setAside(file.handle(), trouble.setAsideUntil(unsent.get()));
            } else {
                ledger.suspect(file.handle());
                fail(!(cause instanceof PermanentException), file.handle() + " could not be stored at " + farSide.location() + ": " + cause.getMessage());
            }
        }
        unsent.ifPresent(failure -> trouble.setAside(file.handle(), failure));
        listener.backlog(ledger.backlog());
        return unsent.isEmpty();
    }

    /** Of several files in flight the first that fails is told of. */
    private synchronized void fail(boolean isUnclear, String reason) {
        if (!round.hasFailed()) {
            round.fail();
            trouble.passFailed(isUnclear, reason);
        } else if (isUnclear) {
            ledger.distrust();
        }
    }

    /** The name of the sink. */
    public String sink() {
        return options.sink();
    }

    /** The files at the sink. */
    public Backend farSide() {
        return farSide;
    }

    /** What the sink has not confirmed. */
    public Backlog backlog() {
        return ledger.backlog();
    }

    /** Whether the sink is known to hold every file written up to a moment; by then the listener has been told of each that was sent. */
    public boolean holds(Instant moment) {
        return ledger.holds(moment) && untold.get() == 0;
    }

    /** Whether the sink has confirmed a file. */
    public boolean isConfirmed(Handle file) {
        return ledger.isConfirmed(file);
    }

    /**
     * Makes sure of files that the sink has confirmed, before a copy here goes: what a listing has found may have come from an attempt that failed before this program began.
     * Such a file is hashed at the sink, where that can be done, and is then {@link #isProven}, or is wrong there and sent again.
     *
     * @throws cerb.backup.backend.BackendException if the sink cannot be asked
     */
    public void prove(Collection<Handle> files) {
        for (Handle damaged : SinkHashes.prove(files, farSide, ledger)) {
            listener.found(Finding.damage(options.sink(), damaged.path() + " at " + farSide.location() + " is damaged there; it is sent again", "Have the disk there examined."));
        }
    }

    /** Whether the sink has confirmed a file, and with it the snapshots of all runs that were under way with it: whoever prunes there keeps it for them. */
    public boolean isSettled(Handle file) {
        return ledger.isSettled(file);
    }

    /** Whether the sink has confirmed a file by more than its size in a listing, or cannot say more of any. */
    public boolean isProven(Handle file) {
        return ledger.isProven(file);
    }

    /** Whether all has been sent but files that are damaged here, which are set aside. */
    public boolean lacksDamagedFilesOnly() {
        return ledger.lacksDamagedOnly();
    }

    /** Whether the sink needs an order no more: it is known to hold nothing that the order names, which it is not before it was listed, or keeps everything. */
    public boolean hasCarriedOut(Removal removal) {
        return !options.delete() || ledger.holdsNoForeign(removal.remove());
    }

    /** How the mirror stands. */
    public synchronized MirrorStatus status() {
        return new MirrorStatus(options.sink(), ledger.backlog(), Optional.ofNullable(caughtUp), trouble.problem(), passes.unexplained());
    }

    /** Has a removal at the sink stop, which may be a long one, before the mirror is closed. Returns at once. */
    public void endSoon() {
        passes.endSoon();
    }

    /** Gives the lock at the sink back; nothing more may be asked. Files in flight count as unconfirmed by the next mirror. */
    @Override
    public void close() {
        endSoon();
        synchronized (this) {
            if (round != null) {
                round.fail();
            }
        }
        turning.lock();
        try (sinkLock) {
            passes.end(endRound());
        } finally {
            turning.unlock();
        }
    }
}
