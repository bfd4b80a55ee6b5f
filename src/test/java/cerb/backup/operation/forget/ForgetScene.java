package cerb.backup.operation.forget;

import cerb.backup.backend.Backend;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.format.tree.TreeWriter;
import cerb.backup.operation.Engine;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.operation.retention.Bucket;
import cerb.backup.operation.retention.Retention;
import cerb.backup.operation.retention.RetentionPolicy;
import cerb.backup.operation.retention.SnapshotSamples;
import cerb.backup.repository.StoredSnapshot;
import cerb.backup.repository.shared.Limits;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.time.ZoneOffset;
import java.util.List;
import java.util.Map;
import java.util.stream.Stream;

/** A helpdesk's repository with snapshots of an empty directory, at whatever times, and a clock that stands still. */
final class ForgetScene implements AutoCloseable {
    static final Instant NOW = Instant.parse("2026-11-26T20:30:00Z");

    final Engine engine;
    final Path directory;
    private final Id tree;

    ForgetScene(Path directory, Backend backend) throws IOException {
        this.directory = directory;
        this.engine = HelpdeskFixture.engine(backend, HelpdeskFixture.bare(directory, Limits.DEFAULT.withThreads(1)), Clock.fixed(NOW, ZoneOffset.UTC));
        this.tree = engine.repository().index().write(writer -> writer.storeTree(new TreeWriter().finish()));
    }

    /** Keeps so many days and what is pinned. */
    static Retention days(int days) {
        return new Retention(new RetentionPolicy(Map.of(Bucket.DAILY, days), Map.of(), List.of(List.of("pinned"))), 400);
    }

    static Instant ago(int days, int minutes) {
        return NOW.minus(Duration.ofDays(days)).minus(Duration.ofMinutes(minutes));
    }

    Id recoveryPoint(Instant time, String... tags) {
        return save(SnapshotSamples.recoveryPoint(time, tags), tree);
    }

    Id checkpoint(Instant time, String... tags) {
        return save(SnapshotSamples.checkpoint(time, tags), tree);
    }

    /** A recovery point whose root directory is nowhere. */
    Id unreadable(Instant time) {
        return save(SnapshotSamples.recoveryPoint(time), Id.hash(new byte[] {1}));
    }

    Id foreign(Instant time) {
        return save(SnapshotSamples.stored(time, "cerb", SnapshotSamples.PATHS, "theirs"), tree);
    }

    private Id save(StoredSnapshot sample, Id root) {
        Snapshot snapshot = sample.snapshot();
        return engine.repository().saveSnapshot(new Snapshot(snapshot.time(), null, root, snapshot.paths(), snapshot.hostname(), "", 0, 0,
                List.of(), snapshot.tags(), null, "", null));
    }

    ForgetResult forget(ForgetOptions options) {
        return new Forget(engine).run(options);
    }

    List<Id> present() {
        return engine.repository().snapshots((id, problem) -> { }).stream().map(StoredSnapshot::id).toList();
    }

    List<Removal> records() {
        return new RemovalJournal(directory).read();
    }

    static List<String> ids(List<ForgetResult.Decision> decisions) {
        return decisions.stream().map(each -> each.snapshot().id()).toList();
    }

    static String[] texts(Id... ids) {
        return Stream.of(ids).map(Id::toString).toArray(String[]::new);
    }

    @Override
    public void close() {
        engine.close();
    }
}
