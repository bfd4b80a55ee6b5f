package cerb.backup.operation.prune;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.format.Id;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.check.Check;
import cerb.backup.operation.check.CheckOptions;
import cerb.backup.operation.observer.CheckResult;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.PruneResult;
import cerb.backup.operation.restore.Restore;
import cerb.backup.operation.restore.files.StorageOptions;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.util.LinkedHashMap;
import java.util.Map;
import java.util.SortedMap;
import java.util.TreeMap;
import java.util.concurrent.atomic.AtomicInteger;

/** A helpdesk whose repository is pruned, and what each of its snapshots must give back. */
final class PruneScene implements AutoCloseable {
    /** Everything that is not needed goes, nothing waits, and nothing is small. */
    static final PruneOptions THOROUGH = PruneOptions.standard(0).withMaxUnused(0).withGrace(Duration.ZERO).withPatience(Duration.ZERO);

    final HelpdeskFixture helpdesk;
    final Engine engine;
    private static final AtomicInteger NUMBERS = new AtomicInteger();

    private final Map<Id, SortedMap<String, String>> expected = new LinkedHashMap<>();
    private int restores;

    PruneScene(HelpdeskFixture helpdesk, Engine engine) throws IOException {
        this.helpdesk = helpdesk;
        this.engine = engine;
        Files.createDirectories(helpdesk.repository);
    }

    static PruneScene on(Path root) throws IOException {
        HelpdeskFixture helpdesk = new HelpdeskFixture(root);
        return new PruneScene(helpdesk, helpdesk.engine());
    }

    /** The same after the program was started again, with a directory for its notes of its own: nothing is remembered. */
    PruneScene reopened(Backend backend) throws IOException {
        engine.close();
        HelpdeskFixture own = new HelpdeskFixture(helpdesk.root.resolve("again-" + NUMBERS.incrementAndGet()));
        PruneScene again = new PruneScene(own, own.engine(backend));
        again.expected.putAll(expected);
        return again;
    }

    /** Takes a checkpoint of everything. */
    Id checkpoint() throws IOException {
        Id id = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
        expected.put(id, TreeListing.of(helpdesk.storage));
        return id;
    }

    void write(String path, int seed, int size) {
        helpdesk.write(path, HelpdeskFixture.content(seed, size));
    }

    void forget(Id snapshot) {
        engine.repository().removeSnapshot(snapshot);
        expected.remove(snapshot);
    }

    PruneResult prune(PruneOptions options) {
        return prune(options, Observer.NONE);
    }

    PruneResult prune(PruneOptions options, Observer observer) {
        return new Prune(engine, observer).run(options);
    }

    PruneResult prune(PruneOptions options, Clock clock) {
        return new Prune(engine, Observer.NONE, clock).run(options);
    }

    /** Restores every snapshot and compares, and has everything checked. */
    void assertWhole() throws IOException {
        assertSound();
        for (Map.Entry<Id, SortedMap<String, String>> snapshot : expected.entrySet()) {
            Path target = helpdesk.root.resolve("restored-" + restores++);
            new Restore(engine.repository(), Observer.NONE).storage(engine.repository().find(snapshot.getKey().toString()), StorageOptions.to(target));
            assertThat(TreeListing.of(target)).isEqualTo(snapshot.getValue());
        }
    }

    CheckResult assertSound() {
        CheckResult result = new Check(engine.repository(), Observer.NONE).run(CheckOptions.everything());
        assertThat(result.findings()).filteredOn(finding -> finding.marksIncomplete()).isEmpty();
        return result;
    }

    /** All files but locks, with their sizes. */
    SortedMap<String, Long> files() {
        SortedMap<String, Long> files = new TreeMap<>();
        for (FileType type : FileType.values()) {
            if (type != FileType.CONFIG && type != FileType.LOCK) {
                engine.repository().backend().list(type, (handle, size) -> files.put(handle.path(), size));
            }
        }
        return files;
    }

    long count(FileType type) {
        return files().keySet().stream().filter(path -> Handle.parse(path).orElseThrow().type() == type).count();
    }

    long bytes() {
        return files().values().stream().mapToLong(Long::longValue).sum();
    }

    @Override
    public void close() {
        engine.close();
    }
}
