package cerb.backup.demo.helpdesk;

import java.sql.SQLException;
import java.time.Duration;
import java.time.Instant;
import java.util.SplittableRandom;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicReference;

/**
 * A helpdesk that works, in a thread of its own, until it is ended: mail comes in, half of it with an attachment, attachments
 * are deleted, tickets closed, pictures changed.
 */
public final class HelpdeskWork implements AutoCloseable {
    private final Helpdesk helpdesk;
    private final long seed;
    private final Duration pause;
    private final Thread thread;
    private final CountDownLatch ending = new CountDownLatch(1);
    private final AtomicReference<Exception> failure = new AtomicReference<>();
    private volatile Done done = new Done(0, 0, 0, 0, Instant.EPOCH);

    /**
     * What was done so far.
     *
     * @param tickets            tickets that came in
     * @param attachmentsMade    attachments that came with them
     * @param attachmentsDeleted attachments that were deleted
     * @param picturesChanged    pictures that were written anew in place
     * @param filesChangedAt     when a file was last written or removed
     */
    public record Done(int tickets, int attachmentsMade, int attachmentsDeleted, int picturesChanged, Instant filesChangedAt) {
        private Done plus(int ticket, int made, int deleted, int pictures) {
            var changedAt = made + deleted + pictures == 0 ? filesChangedAt : Instant.now();
            return new Done(tickets + ticket, attachmentsMade + made, attachmentsDeleted + deleted, picturesChanged + pictures, changedAt);
        }
    }

    private HelpdeskWork(Helpdesk helpdesk, long seed, Duration pause) {
        this.helpdesk = helpdesk;
        this.seed = seed;
        this.pause = pause;
        thread = new Thread(this::work, "helpdesk-work");
        thread.setDaemon(true);
    }

    /**
     * Begins to work.
     *
     * @param pause time between two actions
     */
    public static HelpdeskWork begin(Helpdesk helpdesk, long seed, Duration pause) {
        var work = new HelpdeskWork(helpdesk, seed, pause);
        work.thread.start();
        return work;
    }

    /** What was done so far. */
    public Done done() {
        return done;
    }

    /**
     * Ends the work and waits for the action it is at.
     *
     * @throws IllegalStateException if the work had failed
     */
    public Done end() {
        close();
        var cause = failure.get();
        if (cause != null) {
            throw new IllegalStateException("the helpdesk stopped working: " + cause.getMessage(), cause);
        }
        return done;
    }

    @Override
    public void close() {
        ending.countDown();
        try {
            thread.join(TimeUnit.SECONDS.toMillis(30));
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private void work() {
        var random = new SplittableRandom(seed);
        try (var clerk = new Clerk(helpdesk, seed)) {
            while (!ending.await(pause.toMillis(), TimeUnit.MILLISECONDS)) {
                done = act(clerk, random.nextInt(10));
            }
        } catch (SQLException | RuntimeException e) {
            failure.set(e);
        } catch (InterruptedException e) {
            failure.set(e);
            Thread.currentThread().interrupt();
        }
    }

    private Done act(Clerk clerk, int choice) throws SQLException {
        if (choice < 5) {
            var message = clerk.receiveMail();
            if (choice < 3) {
                clerk.attach(message);
            }
            return done.plus(1, choice < 3 ? 1 : 0, 0, 0);
        }
        var victim = clerk.anyAttachment();
        if (choice < 7 && victim.isPresent()) {
            clerk.deleteAttachment(victim.getAsLong());
            return done.plus(0, 0, 1, 0);
        }
        if (choice == 7) {
            clerk.changeAvatar();
        } else {
            clerk.closeTicket();
        }
        return done.plus(0, 0, 0, choice == 7 ? 1 : 0);
    }
}
