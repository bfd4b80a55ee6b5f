package cerb.backup.mysql.dump;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.mysql.TestSchema;
import java.sql.Connection;
import java.sql.SQLException;
import java.sql.SQLTransactionRollbackException;
import java.sql.Statement;
import java.util.ArrayList;
import java.util.List;
import java.util.concurrent.ExecutorService;
import java.util.concurrent.Executors;
import java.util.concurrent.Future;
import java.util.concurrent.atomic.AtomicLong;

/** Threads that execute the same statements over and over, until closed; a failure of one fails the test. */
public final class Writers implements AutoCloseable {
    private final ExecutorService threads = Executors.newCachedThreadPool();
    private final List<Future<?>> running = new ArrayList<>();
    private final AtomicLong rounds = new AtomicLong();
    private final AtomicLong longestNanos = new AtomicLong();
    private volatile boolean stop;

    public void repeat(TestSchema schema, String... statements) {
        running.add(threads.submit(() -> {
            try (Connection connection = schema.connect(); Statement statement = connection.createStatement()) {
                while (!stop) {
                    long begin = System.nanoTime();
                    executeAll(statement, statements);
                    longestNanos.accumulateAndGet(System.nanoTime() - begin, Math::max);
                    rounds.incrementAndGet();
                    Thread.sleep(1);
                }
            }
            return null;
        }));
    }

    /** A deadlock ends a transaction as a whole, and LOCK TABLES can be part of one; an application tries again, so do these. */
    private static void executeAll(Statement statement, String... statements) throws SQLException {
        try {
            for (String sql : statements) {
                statement.execute(sql);
            }
        } catch (SQLTransactionRollbackException e) {
            statement.execute("ROLLBACK");
        }
    }

    void assertWrote(long least) {
        assertThat(rounds.get()).isGreaterThan(least);
    }

    /** Whether a round ends within so long. */
    boolean wroteWithin(long millis) throws InterruptedException {
        long before = rounds.get();
        long end = System.nanoTime() + millis * 1_000_000;
        // The round that is going on may have been over before.
        while (rounds.get() < before + 2 && System.nanoTime() < end) {
            Thread.sleep(1);
        }
        return rounds.get() >= before + 2;
    }

    public long longestMillis() {
        return longestNanos.get() / 1_000_000;
    }

    @Override
    public void close() throws Exception {
        stop = true;
        threads.shutdown();
        for (Future<?> writer : running) {
            writer.get();
        }
    }
}
