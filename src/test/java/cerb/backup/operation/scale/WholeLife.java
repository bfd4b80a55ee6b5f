package cerb.backup.operation.scale;

import cerb.backup.operation.Engine;
import cerb.backup.operation.EngineOptions;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.StorageSource;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.operation.query.SnapshotContent;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.repository.RepositoryOptions;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.Limits;
import cerb.backup.storage.watch.DirtyBatch;
import java.nio.file.Path;
import java.util.List;
import java.util.concurrent.atomic.AtomicLong;

/**
 * A program of its own, whose heap is the test: backs up a directory, again, lists, checks and restores it, and prints what it met as
 * {@code name=number} lines. Arguments: directory, repository, target, bytes of a pack.
 */
final class WholeLife {
    private WholeLife() {
    }

    public static void main(String[] arguments) {
        Path source = Path.of(arguments[0]);
        EngineOptions options = HelpdeskFixture.bare(Path.of(arguments[1]), Limits.DEFAULT.withThreads(2))
                .withRepository(RepositoryOptions.defaults().withLimits(Limits.DEFAULT.withThreads(2)).withPackSize(Long.parseLong(arguments[3])))
                .withStorage(new StorageSource(source, false, List.of(), false));
        try (Engine engine = Engine.openOrInitialise(options, new Observers())) {
            say("first", engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().files());
            say("second", engine.recoveryPoint().checkpoint(DirtyBatch.everything()).isPresent() ? 1 : 0);
            StoredSnapshot snapshot = engine.repository().snapshots().get(0);
            AtomicLong listed = new AtomicLong();
            new SnapshotContent(engine.repository().index(), snapshot).list("/storage", true, entry -> listed.incrementAndGet());
            say("listed", listed.get());
            say("findings", new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything()).findings().stream()
                    .filter(finding -> !finding.message().startsWith("holds ")).count());
            say("restored", new Restore(engine.repository(), Observer.NONE).storage(snapshot, StorageOptions.to(Path.of(arguments[2]))).files());
        }
    }

    private static void say(String name, long number) {
        System.out.println(name + "=" + number);
    }
}
