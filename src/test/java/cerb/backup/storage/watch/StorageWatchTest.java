package cerb.backup.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.storage.Exclusions;
import cerb.backup.storage.FileName;
import cerb.backup.storage.RelativePath;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.ArrayList;
import java.util.List;
import org.junit.jupiter.api.AfterEach;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class StorageWatchTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final Duration SETTLE = Duration.ofMillis(100);
    private static final WatchOptions OPTIONS = WatchOptions.of(SETTLE, Duration.ofMillis(200), Duration.ofHours(1));

    private final Batches batches = new Batches(OPTIONS);
    @TempDir
    private Path home;
    private Path root;
    private StorageWatch watch;

    @BeforeEach
    void begin() throws Exception {
        root = home.resolve("storage");
        Files.createDirectories(root.resolve("a/b"));
        Files.createDirectories(root.resolve("tmp"));
        watch = new StorageWatch(root.toRealPath(), Exclusions.parse("tmp/**,tmp/"), batches);
        DirtyBatch first = watch.poll(LONG).orElseThrow();
        assertThat(first.root()).isTrue();
        watch.acknowledge(first);
    }

    @AfterEach
    void end() {
        watch.close();
    }

    @Test
    void namesWhatChanged() throws Exception {
        Files.writeString(root.resolve("a/b/new"), "x");
        DirtyBatch batch = next();
        assertThat(batch.directories()).extracting(DirtyDirectory::path).containsExactly(RelativePath.of("a/b"));
        assertThat(batch.directory(RelativePath.of("a/b")).orElseThrow().covers(FileName.of("new"))).isTrue();
        Files.delete(root.resolve("a/b/new"));
        assertThat(next().directory(RelativePath.of("a/b")).orElseThrow().covers(FileName.of("new"))).isTrue();
    }

    @Test
    void seesNothingOfWhatIsLeftOut() throws Exception {
        Files.writeString(root.resolve("tmp/cache"), "x");
        assertThat(watch.poll(Duration.ofMillis(500))).isEmpty();
        assertThat(watch.directories()).isEqualTo(3);
    }

    @Test
    void findsFilesInNewDirectories() throws Exception {
        Files.createDirectories(root.resolve("a/c/d/e"));
        Files.writeString(root.resolve("a/c/d/e/early"), "x");
        DirtyBatch batch = next();
        assertThat(batch.directory(RelativePath.of("a")).orElseThrow().covers(FileName.of("c"))).isTrue();
        assertThat(batch.touches(RelativePath.of("a/c/d/e"))).isTrue();
        Files.writeString(root.resolve("a/c/d/e/late"), "x");
        assertThat(next().directory(RelativePath.of("a/c/d/e")).orElseThrow().covers(FileName.of("late"))).isTrue();
    }

    @Test
    void followsRenamedDirectories() throws Exception {
        Files.createDirectories(root.resolve("a/b/deep"));
        next();
        Files.move(root.resolve("a/b"), root.resolve("moved"));
        DirtyBatch batch = next();
        while (!batch.touches(RelativePath.of("moved"))) {
            batch = next();
        }
        Files.writeString(root.resolve("moved/deep/file"), "x");
        batch = next();
        assertThat(batch.directories()).extracting(DirtyDirectory::path).containsExactly(RelativePath.of("moved/deep"));
    }

    @Test
    void directoriesComeAndGoWithoutLeakingWatches() throws Exception {
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(root.resolve("x" + i + "/y"));
            Files.delete(root.resolve("x" + i + "/y"));
            Files.delete(root.resolve("x" + i));
        }
        next();
        for (int i = 0; i < 100 && watch.directories() > 3; i++) {
            Thread.sleep(50);
        }
        assertThat(watch.directories()).isEqualTo(3);
        assertThat(watch.problem()).isEmpty();
    }

    @Test
    void findsTwentyThousandFilesThoughTheListenerIsHeldForASecond() throws Exception {
        Path full = Files.createDirectory(root.resolve("full"));
        synchronized (batches) {
            // the listener cannot mark anything while this lock is held, and the JDK keeps 512 events a directory
            long until = System.nanoTime() + 1_000_000_000;
            for (int i = 0; i < 20_000; i++) {
                Files.createFile(full.resolve("f" + i));
            }
            Files.createDirectories(full.resolve("sub/sub"));
            Files.createFile(full.resolve("sub/sub/file"));
            Thread.sleep(Math.max(0, (until - System.nanoTime()) / 1_000_000));
        }
        DirtyBatch batch = next();
        DirtyDirectory dirty = batch.directory(RelativePath.of("full")).orElseThrow();
        for (int i = 0; i < 20_000; i++) {
            assertThat(dirty.covers(FileName.of("f" + i))).isTrue();
        }
        assertThat(batch.root()).isFalse();
        // its directories' own events were lost too, so they are found by listing it
        while (!batch.touches(RelativePath.of("full/sub/sub"))) {
            batch = next();
        }
        Files.createFile(full.resolve("sub/sub/later"));
        assertThat(next().directory(RelativePath.of("full/sub/sub")).orElseThrow().covers(FileName.of("later"))).isTrue();
    }

    @Test
    void handsOutOneBatchAtATimeAndForgetsOnlyWhatIsAcknowledged() throws Exception {
        Files.writeString(root.resolve("a/one"), "x");
        DirtyBatch first = watch.poll(LONG).orElseThrow();
        Files.writeString(root.resolve("a/two"), "x");
        assertThat(watch.poll(Duration.ofMillis(400))).isEmpty();
        watch.reject(first);
        DirtyBatch again = watch.poll(LONG).orElseThrow();
        assertThat(again.directory(RelativePath.of("a")).orElseThrow().names()).contains(FileName.of("one"), FileName.of("two"));
        assertThatThrownBy(() -> watch.acknowledge(first)).isInstanceOf(IllegalStateException.class);
        watch.acknowledge(again);
        assertThat(watch.poll(Duration.ofMillis(300))).isEmpty();
    }

    @Test
    void steadyChangeDoesNotPostponeABatchForEver() throws Exception {
        List<DirtyBatch> batchesSeen = new ArrayList<>();
        long end = System.nanoTime() + LONG.toNanos();
        for (int i = 0; System.nanoTime() < end && batchesSeen.isEmpty(); i++) {
            Files.writeString(root.resolve("a/busy"), "x" + i);
            watch.poll(Duration.ofMillis(20)).ifPresent(batchesSeen::add);
        }
        assertThat(batchesSeen).isNotEmpty();
    }

    @Test
    void marksEverythingOnceAPeriod() throws Exception {
        watch.close();
        try (var often = StorageWatch.open(root, Exclusions.NONE, WatchOptions.of(SETTLE, SETTLE, Duration.ofMillis(400)))) {
            for (int i = 0; i < 3; i++) {
                DirtyBatch batch = often.poll(LONG).orElseThrow();
                assertThat(batch.root()).isTrue();
                often.acknowledge(batch);
            }
        }
    }

    @Test
    void scansWhenTheRootIsLost() throws Exception {
        Files.move(root.resolve("a"), root.resolveSibling(root.getFileName() + "-away"));
        next();
        assertThat(watch.problem()).isEmpty();
        try (var files = Files.list(root)) {
            for (Path path : files.toList()) {
                Files.delete(path);
            }
        }
        Files.delete(root);
        DirtyBatch batch = watch.poll(LONG).orElseThrow();
        while (!batch.root()) {
            watch.acknowledge(batch);
            batch = watch.poll(LONG).orElseThrow();
        }
        assertThat(watch.problem()).hasValueSatisfying(problem -> assertThat(problem).contains("was lost"));
    }

    @Test
    void watchesTheDirectoryThatTakesTheRootsPlace() throws Exception {
        Path old = Files.move(root, root.resolveSibling(root.getFileName() + "-old"));
        Files.createDirectories(root.resolve("a"));
        Files.writeString(old.resolve("a/wakes"), "the watch looks up at every event");
        DirtyBatch batch = next();
        while (!batch.root()) {
            batch = next();
        }
        Files.writeString(root.resolve("a/new"), "x");
        assertThat(next().directory(RelativePath.of("a")).orElseThrow().covers(FileName.of("new"))).isTrue();
        assertThat(watch.problem()).isEmpty();
    }

    @Test
    void refusesARootThatIsNotThere() {
        assertThatThrownBy(() -> StorageWatch.open(root.resolve("gone"), Exclusions.NONE, OPTIONS)).isInstanceOf(IOException.class);
    }

    private DirtyBatch next() throws InterruptedException {
        DirtyBatch batch = watch.poll(LONG).orElseThrow();
        watch.acknowledge(batch);
        return batch;
    }
}
