package cerb.backup.component;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.component.exchange.RepositoryConstants;
import cerb.backup.operation.Engine;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.report.Operation;
import cerb.backup.operation.report.Reason;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.util.List;
import java.util.Map;
import java.util.concurrent.CopyOnWriteArrayList;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The hourly retention has small files merged where they have become many, if prunes are wanted at all. */
class RetentionRouteTest {
    private static final int CHECKPOINTS = 4;

    @TempDir
    private Path home;

    @Test
    void prunesBeforeItsTimeWhereIndexFilesAreMany() throws IOException {
        assertThat(indexFilesAfterRetention("40 3 * * *", "3")).isEqualTo(1);
    }

    @Test
    void leavesFewIndexFilesAlone() throws IOException {
        assertThat(indexFilesAfterRetention("40 3 * * *", "4")).isEqualTo(CHECKPOINTS);
    }

    @Test
    void prunesNothingWherePrunesAreNotWanted() throws IOException {
        assertThat(indexFilesAfterRetention("", "3")).isEqualTo(CHECKPOINTS);
    }

    @Test
    void jobThatFailsIsToldByWhatItWasToDo() throws IOException {
        List<Operation> failed = new CopyOnWriteArrayList<>();
        Observer observer = new Observer() {
            @Override
            public void failed(Operation operation, Reason reason) {
                failed.add(operation);
            }
        };
        Files.createDirectories(home.resolve("storage"));
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("repository.minimum-free", "1");
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers(observer)); Routes routes = fixture.start(false, Map.of("engine", engine))) {
            Path config = fixture.options().repositoryDirectory().resolve("config");
            Files.move(config, home.resolve("config"));
            for (String job : List.of("retention", "prune")) {
                assertThatThrownBy(() -> routes.call(job, Map.of())).isInstanceOf(RuntimeException.class);
            }
            Files.move(home.resolve("config"), config);
            assertThatThrownBy(() -> routes.call("check", Map.of(RepositoryConstants.READ_DATA, "much"))).isInstanceOf(IllegalArgumentException.class);
            assertThat(failed).containsExactly(Operation.RETENTION, Operation.PRUNE, Operation.CHECK);
        }
    }

    private int indexFilesAfterRetention(String pruneSchedule, String mostSmall) throws IOException {
        Files.createDirectories(home.resolve("storage"));
        RoutesFixture fixture = new RoutesFixture(home).set("storage.kind", "plain").set("repository.minimum-free", "1")
                .set("prune.schedule", pruneSchedule).set("prune.most-small", mostSmall);
        try (Engine engine = Engine.openOrInitialise(fixture.options(), new Observers());
                Routes routes = fixture.start(false, Map.of("engine", engine))) {
            for (int i = 0; i < CHECKPOINTS; i++) {
                Files.writeString(home.resolve("storage/file"), "content " + i);
                engine.recoveryPoint().checkpoint(DirtyBatch.everything());
            }
            routes.call("retention", Map.of());
            return engine.repository().index().indexFiles();
        }
    }
}
