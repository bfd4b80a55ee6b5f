package cerb.backup.component.repository;

import cerb.backup.operation.mirror.Outgoing;
import java.util.Optional;
import java.util.concurrent.CompletionService;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.Executor;
import java.util.concurrent.ExecutorCompletionService;
import java.util.function.Predicate;
import java.util.function.Supplier;

/** Sends files, several at once, until there are none or one has failed; then waits for those under way. For one thread, once. */
final class Transfers {
    private final CompletionService<Void> answers;
    private final InFlight most;
    private final Supplier<Optional<Outgoing>> next;
    private final Predicate<Outgoing> send;
    private int inFlight;
    private int sent;
    private RuntimeException failure;

    /**
     * @param most how many may be under way at once, which it learns from the answers
     * @param next the next file; empty if there is none now, perhaps because those under way must be answered first
     * @param send sends one and throws if that fails; false if more than one attempt was needed; called by the executor's threads
     */
    Transfers(Executor workers, InFlight most, Supplier<Optional<Outgoing>> next, Predicate<Outgoing> send) {
        this.answers = new ExecutorCompletionService<>(workers);
        this.most = most;
        this.next = next;
        this.send = send;
    }

    /**
     * Returns when nothing is under way any more.
     *
     * @return how many files were sent
     * @throws RuntimeException the first failure
     */
    int run() {
        boolean more = true;
        while (more || inFlight > 0) {
            Optional<Outgoing> file = inFlight < most.allowed() ? take() : Optional.empty();
            if (file.isPresent()) {
                submit(file.get());
            } else if (inFlight > 0) {
                await();
            } else {
                more = false;
            }
        }
        if (failure != null) {
            throw failure;
        }
        return sent;
    }

    private Optional<Outgoing> take() {
        if (failure != null) {
            return Optional.empty();
        }
        try {
            return next.get();
        } catch (RuntimeException e) {
            failure = e;
            return Optional.empty();
        }
    }

    private void submit(Outgoing file) {
        answers.submit(() -> send(file), null);
        inFlight++;
        sent++;
    }

    private void send(Outgoing file) {
        boolean atOnce = false;
        try {
            atOnce = send.test(file);
        } finally {
            most.answered(atOnce);
        }
    }

    private void await() {
        try {
            answers.take().get();
        } catch (ExecutionException e) {
            failure = failure != null ? failure : e.getCause() instanceof RuntimeException unchecked ? unchecked : new IllegalStateException(e.getCause());
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
            failure = new IllegalStateException("interrupted while files were under way", e);
        }
        inFlight--;
    }
}
