package cerb.backup.operation;

import static cerb.backup.operation.HelpdeskFixture.attachment;
import static cerb.backup.operation.HelpdeskFixture.dirty;
import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.TransientException;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.cerb.ObjectTable;
import cerb.backup.mysql.dump.report.DumpPart;
import cerb.backup.mysql.dump.report.DumpReport;
import cerb.backup.mysql.rows.RowListener;
import cerb.backup.mysql.schema.Column;
import cerb.backup.mysql.schema.ColumnKind;
import cerb.backup.mysql.schema.Table;
import cerb.backup.operation.crosscheck.LiveRows;
import cerb.backup.operation.crosscheck.rows.ObjectRow;
import cerb.backup.operation.gate.Gate;
import cerb.backup.operation.observer.Part;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.lang.reflect.InvocationTargetException;
import java.lang.reflect.Proxy;
import java.nio.charset.StandardCharsets;
import java.nio.file.Path;
import java.sql.SQLException;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.Callable;
import java.util.concurrent.CompletableFuture;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.ExecutionException;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.atomic.AtomicBoolean;
import java.util.function.Consumer;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** However a run ends, it ends, and leaves nothing behind that keeps others out. */
final class RunEndTest {
    @TempDir
    Path root;
    HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(root);
        helpdesk.attach(1, 5);
    }

    @Test
    void runThatCannotBeginHoldsNothing() {
        AtomicBoolean broken = new AtomicBoolean();
        try (Engine engine = helpdesk.engine(snapshotsCannotBeListed(broken))) {
            broken.set(true);
            assertThatThrownBy(() -> engine.recoveryPoint().begin(Set.of(Part.DATABASE), List.of())).isInstanceOf(TransientException.class);
            broken.set(false);
            assertNothingHeld(engine);
        }
    }

    @Test
    void runWhoseComparisonDiesHoldsNothing() throws Exception {
        try (Engine engine = helpdesk.engine(); Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of())) {
            engine.recoveryPoint().ask(new LiveRows() {
                @Override
                public List<ObjectRow> find(String table, List<Long> ids) {
                    throw new StackOverflowError("of a query");
                }

                @Override
                public List<ObjectRow> newestFiles() {
                    return List.of();
                }

                @Override
                public boolean all(String table, Consumer<Map<String, Object>> row) {
                    return false;
                }
            });
            DumpReport report = HelpdeskFixture.storeDump(run, 99);
            hearRowWithoutFile(run);
            assertThatThrownBy(() -> run.commit(report)).isInstanceOf(StackOverflowError.class);
            assertNothingHeld(engine);
        }
    }

    private static void hearRowWithoutFile(Run run) throws SQLException {
        Map<String, String> values = Map.of("id", "99", "storage_extension", ObjectTable.DISK, "storage_key", "9/9/99", "storage_size", "1");
        List<Column> columns = values.keySet().stream().map(name -> new Column(name, "varchar", ColumnKind.TEXT, "utf8mb4", "", false, false)).toList();
        RowListener rows = run.rows(new DumpPart("cerb/data/attachment.sql", "attachment", 1, 0), new Table("attachment", "InnoDB", columns, null, 0, 0, false, ""));
        rows.row(column -> values.get(columns.get(column).name()).getBytes(StandardCharsets.UTF_8));
        rows.ended();
    }

    private static void assertNothingHeld(Engine engine) {
        assertThat(engine.repository().locks().list()).isEmpty();
        assertThat(start(() -> engine.gate().remove())).succeedsWithin(20, TimeUnit.SECONDS).satisfies(Gate.Pass::close);
    }

    @Test
    void commitIsNotHeldUpByACheckpointThatWaitsForARemoval() throws Exception {
        try (Engine engine = helpdesk.engine()) {
            Run run = engine.recoveryPoint().begin(Set.of(Part.DATABASE, Part.STORAGE), List.of());
            var report = HelpdeskFixture.storeDump(run, 1);
            CompletableFuture<Gate.Pass> removal = start(() -> engine.gate().remove());
            TimeUnit.MILLISECONDS.sleep(200);
            helpdesk.write(attachment(9), new byte[9]);
            CompletableFuture<?> checkpoint = start(() -> engine.recoveryPoint().checkpoint(dirty(attachment(9))));
            TimeUnit.MILLISECONDS.sleep(200);
            assertThat(start(() -> run.commit(report))).succeedsWithin(20, TimeUnit.SECONDS);
            removal.get(20, TimeUnit.SECONDS).close();
            assertThat(checkpoint).succeedsWithin(20, TimeUnit.SECONDS);
        }
    }

    @Test
    void checkpointFailsWhenTheEngineIsClosed() throws Exception {
        CountDownLatch busy = new CountDownLatch(1);
        CompletableFuture<?> checkpoint;
        try (Engine engine = helpdesk.engine()) {
            for (int thread = 0; thread < engine.options().threads(); thread++) {
                engine.workers().execute(() -> awaitQuietly(busy));
            }
            checkpoint = start(() -> engine.recoveryPoint().checkpoint(DirtyBatch.everything()));
            TimeUnit.SECONDS.sleep(1);
        }
        busy.countDown();
        assertThat(checkpoint).failsWithin(20, TimeUnit.SECONDS).withThrowableOfType(ExecutionException.class);
    }

    private static void awaitQuietly(CountDownLatch latch) {
        try {
            latch.await();
        } catch (InterruptedException e) {
            Thread.currentThread().interrupt();
        }
    }

    private static <T> CompletableFuture<T> start(Callable<T> work) {
        var future = new CompletableFuture<T>();
        Thread thread = new Thread(() -> {
            try {
                future.complete(work.call());
            } catch (Throwable e) {
                future.completeExceptionally(e);
            }
        });
        thread.setDaemon(true);
        thread.start();
        return future;
    }

    private static Backend snapshotsCannotBeListed(AtomicBoolean broken) {
        Backend below = new MemoryBackend();
        return (Backend) Proxy.newProxyInstance(Backend.class.getClassLoader(), new Class<?>[] {Backend.class}, (proxy, method, arguments) -> {
            if (broken.get() && method.getName().equals("list") && arguments[0] == FileType.SNAPSHOT) {
                throw new TransientException("the disk does not answer");
            }
            try {
                return method.invoke(below, arguments);
            } catch (InvocationTargetException e) {
                throw e.getCause();
            }
        });
    }
}
