package cerb.backup.demo.helpdesk;

import java.sql.SQLException;
import java.time.Duration;
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
    private volatile Done done = new Done(0, 0, 0, 0);

    /** What was done so far. */
    public record Done(int tickets, int attachmentsMade, int attachmentsDeleted, int otherChanges) {
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
        var before = done;
        if (choice < 5) {
            var message = clerk.receiveMail();
            if (choice < 3) {
                clerk.attach(message);
                return new Done(before.tickets + 1, before.attachmentsMade + 1, before.attachmentsDeleted, before.otherChanges);
            }
            return new Done(before.tickets + 1, before.attachmentsMade, before.attachmentsDeleted, before.otherChanges);
        }
        var victim = clerk.anyAttachment();
        if (choice < 7 && victim.isPresent()) {
            clerk.deleteAttachment(victim.getAsLong());
            return new Done(before.tickets, before.attachmentsMade, before.attachmentsDeleted + 1, before.otherChanges);
        }
        if (choice == 7) {
            clerk.changeAvatar();
        } else {
            clerk.closeTicket();
        }
        return new Done(before.tickets, before.attachmentsMade, before.attachmentsDeleted, before.otherChanges + 1);
    }
}
