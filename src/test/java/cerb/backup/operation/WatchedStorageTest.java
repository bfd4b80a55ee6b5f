package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.observer.RecoveryPointResult;
import cerb.backup.storage.watch.DirtyBatch;
import cerb.backup.storage.watch.HeldWatch;
import cerb.backup.storage.watch.StorageWatch;
import cerb.backup.storage.watch.WatchOptions;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.Optional;
import org.junit.jupiter.api.BeforeEach;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** The watcher and the composer together, without Camel between them. */
class WatchedStorageTest {
    private static final Duration LONG = Duration.ofSeconds(60);
    private static final WatchOptions OPTIONS = WatchOptions.of(Duration.ofMillis(200), Duration.ofMillis(200), Duration.ofHours(1));

    @TempDir
    Path directory;
    private HelpdeskFixture helpdesk;

    @BeforeEach
    void makeHelpdesk() {
        helpdesk = new HelpdeskFixture(directory);
        helpdesk.attach(1, 4);
    }

    @Test
    void twentyThousandFilesAreInTheNextSnapshotThoughTheListenerIsHeld() throws Exception {
        try (Engine engine = helpdesk.engine(new MemoryBackend())) {
            var held = new HeldWatch(helpdesk.storage, OPTIONS);
            try (StorageWatch watch = held.watch()) {
                long before = checkpoint(engine, watch).orElseThrow().files();
                Path full = Files.createDirectories(helpdesk.storage.resolve("attachments/8/q"));
                held.hold(1_000, () -> {
                    for (int i = 0; i < 20_000; i++) {
                        Files.writeString(full.resolve("1" + i), "x");
                    }
                });
                RecoveryPointResult next = checkpoint(engine, watch).orElseThrow();
                assertThat(next.incomplete()).isFalse();
                assertThat(next.files()).isEqualTo(before + 20_000);
            }
        }
    }

    @Test
    void startingOnAHundredThousandFilesReadsNoContent() throws Exception {
        for (int directories = 0; directories < 2; directories++) {
            Path first = helpdesk.write("attachments/" + directories + "/v/0", new byte[1024]);
            for (int i = 1; i < 50_000; i++) {
                Files.createLink(first.resolveSibling(Integer.toString(i)), first);
            }
        }
        var backend = new MemoryBackend();
        try (Engine engine = helpdesk.engine(backend)) {
            assertThat(engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().files()).isGreaterThan(100_000);
        }
        try (Engine engine = helpdesk.engine(backend); StorageWatch watch = new HeldWatch(helpdesk.storage, OPTIONS).watch()) {
            long before = bytesReadSoFar();
            assertThat(checkpoint(engine, watch)).isEmpty();
            assertThat(bytesReadSoFar() - before).as("of 100 MB").isLessThan(20 << 20);
        }
    }

    private static Optional<RecoveryPointResult> checkpoint(Engine engine, StorageWatch watch) throws InterruptedException {
        DirtyBatch batch = watch.poll(LONG).orElseThrow();
        Optional<RecoveryPointResult> result = engine.recoveryPoint().checkpoint(batch);
        watch.acknowledge(batch);
        return result;
    }

    /** What the read calls of this process have returned, from disk or cache; the repository is in memory. */
    private static long bytesReadSoFar() throws IOException {
        return Files.readString(Path.of("/proc/self/io")).lines().filter(line -> line.startsWith("rchar: "))
                .mapToLong(line -> Long.parseLong(line.substring(7))).sum();
    }
}
