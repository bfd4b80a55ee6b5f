package cerb.backup.backend;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FaultyBackend.Fault;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;

/** Breaks each call of an operation in turn, each time on a backend of its own, many at once: an operation that locks mostly waits. */
public final class EachCall {
    private static final int AT_ONCE = 12;

    private EachCall() {
    }

    /** One try of the operation. */
    @FunctionalInterface
    public interface Attempt {
        /**
         * Makes what the operation needs, gives the order, runs the operation and judges what is left.
         *
         * @param number of the attempt, for names of its own
         * @param order  to be given a backend right before the operation
         * @return the calls that the operation made
         */
        int run(int number, Order order) throws Exception;
    }

    /** The order to break a call. */
    @FunctionalInterface
    public interface Order {
        /** Gives it. */
        void to(FaultyBackend backend);
    }

    /** Counts the calls of an attempt that nothing breaks, then breaks each; returns their number. */
    public static int breaks(Fault fault, boolean forever, Attempt attempt) throws Exception {
        int calls = attempt.run(0, FaultyBackend::heal);
        ExecutorService threads = Executors.newFixedThreadPool(AT_ONCE);
        try {
            List<Future<Integer>> running = new ArrayList<>();
            for (int i = 0; i < calls; i++) {
                int call = i;
                running.add(threads.submit(() -> attempt.run(call + 1, backend -> backend.breakCall(call, fault, forever))));
            }
            for (int call = 0; call < calls; call++) {
                assertThat(running.get(call).get()).as("calls made when call " + call + " broke").isGreaterThan(call);
            }
        } finally {
            threads.shutdownNow();
        }
        return calls;
    }
}
