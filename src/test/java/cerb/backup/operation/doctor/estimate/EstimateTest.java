package cerb.backup.operation.doctor.estimate;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Compression;
import cerb.backup.format.Id;
import cerb.backup.format.document.Snapshot;
import cerb.backup.repository.StoredSnapshot;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.attribute.FileTime;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class EstimateTest {
    private static final Instant NOW = Instant.parse("2026-11-27T00:00:00Z");
    private static final long GIB = 1L << 30;

    @TempDir
    Path storage;

    @Test
    void storageIsCountedWithoutWhatIsNotKept() throws Exception {
        Files.writeString(Files.createDirectories(storage.resolve("attachments/8/q")).resolve("1"), "hello");
        Path old = Files.writeString(storage.resolve("attachments/8/q/2"), "of last year");
        Files.setLastModifiedTime(old, FileTime.from(Instant.now().minus(Duration.ofDays(365))));
        Files.writeString(Files.createDirectory(storage.resolve("tmp")).resolve("cache"), "not kept");
        Files.createSymbolicLink(storage.resolve("loop"), storage);
        StorageSize size = StorageSize.walk(storage, Duration.ofMinutes(1));
        assertThat(size.files()).isEqualTo(2);
        assertThat(size.directories()).isEqualTo(4);
        assertThat(size.bytes()).isEqualTo(17);
        assertThat(size.newBytes()).isEqualTo(5);
        assertThat(size.whole()).isTrue();
        assertThat(StorageSize.walk(storage, Duration.ZERO).whole()).as("a walk that is out of time says so").isFalse();
    }

    @Test
    void sizesComeFromCompressedSamples() {
        byte[] text = "the same words again and again ".repeat(10_000).getBytes(StandardCharsets.US_ASCII);
        byte[] noise = new byte[100_000];
        new Random(1).nextBytes(noise);
        Estimate words = estimate(text, text, Compression.Level.AUTO, List.of());
        assertThat(words.firstBytes()).isLessThan(GIB / 10);
        assertThat(estimate(noise, noise, Compression.Level.AUTO, List.of()).firstBytes()).isBetween(2 * GIB * 99 / 100, 2 * GIB);
        assertThat(estimate(text, text, Compression.Level.OFF, List.of()).firstBytes()).isEqualTo(2 * GIB);
    }

    @Test
    void growthIsMeasuredOnceThereAreSnapshotsOfDays() {
        byte[] noise = new byte[100];
        Estimate guessed = estimate(noise, noise, Compression.Level.OFF, List.of());
        assertThat(guessed.bytesADay()).as("a seventh of 70 MiB of a week, and the database at the same rate").isBetween(20L << 20, 21L << 20);
        List<StoredSnapshot> daily = IntStream.rangeClosed(0, 10).mapToObj(day -> snapshot(NOW.minus(Duration.ofDays(10L - day)), day == 0 ? 2 * GIB : 5 << 20)).toList();
        Estimate measured = estimate(noise, noise, Compression.Level.OFF, daily);
        assertThat(measured.bytesADay()).isEqualTo(5 << 20);
        assertThat(measured.yearBytes()).isEqualTo(measured.firstBytes() + 365L * (5 << 20));
        assertThat(measured.assumptions()).anySatisfy(text -> assertThat(text).contains("the 10 snapshots of the last 10 days"));
    }

    @Test
    void restoreAndRequestsFollowFromTheSize() {
        Estimate estimate = estimate(new byte[0], new byte[0], Compression.Level.OFF, List.of());
        assertThat(estimate.restore()).isEqualTo(Duration.ofSeconds(1 + 2 * GIB / 12_500_000));
        assertThat(estimate.sinks()).singleElement().satisfies(sink -> {
            assertThat(sink.name()).isEqualTo("offsite");
            assertThat(sink.firstRequests()).isEqualTo(2 * (128 + 4));
            assertThat(sink.requests()).as("700 files a week are at most 100 checkpoints a day, of five requests each").isBetween(15_000L, 16_000L);
        });
    }

    private static Estimate estimate(byte[] rows, byte[] files, Compression.Level level, List<StoredSnapshot> snapshots) {
        StorageSize size = new StorageSize(1000, 10_000, GIB, 700, 70 << 20, List.of(), 0, new StorageSize.Sample(files), true);
        return Estimate.of(new EstimateInput(GIB, new EstimateInput.Rows(rows), size, snapshots, level, 16 << 20, 1, Duration.ofMinutes(1), List.of("offsite"), Duration.ofDays(1), 12_500_000), NOW);
    }

    private static StoredSnapshot snapshot(Instant time, long added) {
        Id id = Id.parse("0".repeat(64));
        return new StoredSnapshot(id, Snapshot.of(time, id, List.of("/storage"), "cerb")
                .withSummary(new Snapshot.Summary(time, time, 0, 0, 0, 0, 0, 0, 0, 0, added, added, 0, 0)));
    }
}
