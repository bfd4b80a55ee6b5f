package cerb.backup.operation.manifest;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.operation.manifest.CrossChecked.Count;
import cerb.backup.operation.report.Finding;
import cerb.backup.operation.report.Findings;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Set;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

final class ManifestTest {
    private static DatabasePart.TablePart table(long bytes, int rowBlobSize, boolean recut, long added) {
        return new DatabasePart.TablePart("t", "t", "InnoDB", 5, bytes, "00", "snapshot", 1, rowBlobSize, recut, added);
    }

    private static DatabasePart dump(DatabasePart.TablePart table) {
        return new DatabasePart("cerb", "2026-11-23T10:00:00Z", "2026-11-23T10:00:00Z", "2026-11-23T10:00:01Z", "MYSQL", "9.7", "u", "binlog.1", 4, null, new DatabasePart.SourcePosition("source.2", 5, "0-1-2"), 7,
                List.of(new DatabasePart.LockPart("schema", 2, 7, 200)), false, List.of(table));
    }

    @Test
    void isReadAsItWasWritten() throws IOException {
        Manifest manifest = new Manifest(Manifest.SCHEMA, "cerb-backup 1", "cerb", dump(table(10, 5, false, 3)),
                new Manifest.StoragePart("2026-11-23T10:00:02Z", 3, 30, 1, 99, false), Manifest.CrossCheckPart.of(new CrossChecked(Instant.parse("2026-11-23T10:00:02Z"), Duration.ofMillis(7), new Count(4, 40), Count.NONE, Count.NONE, new Count(1, 9), Count.NONE,
                        Count.NONE, Count.NONE, new Count(2, 3), 5, 0), new Samples(List.of("attachment 7"), List.of(), List.of(), List.of()), false));
        assertThat(Manifest.read(manifest.write())).isEqualTo(manifest);
        assertThat(new String(manifest.write(), StandardCharsets.UTF_8)).contains("\"captured_at\"", "\"consistency\" : \"snapshot\"", "\"cross_check\"");
    }

    @Test
    void whatItLacksIsBoundedWhenItIsWrittenAndWhenItIsRead() throws IOException {
        Findings findings = new Findings();
        IntStream.range(0, 1200).forEach(i -> findings.add(Finding.incomplete("file " + i, "cannot be read", "Let it be read.")));
        IntStream.range(0, 2).forEach(i -> findings.add(Finding.note("note " + i, "is none of it")));
        Finding doubt = Finding.incomplete("file 7", "cannot be read", "Let it be read.");
        Manifest manifest = new Manifest(Manifest.SCHEMA, "cerb-backup 1", "cerb", null, null, null, Lacks.of(findings, Set.of(doubt), null));
        assertThat(manifest.lacks().listed()).hasSize(1000);
        assertThat(manifest.lacks().more()).isEqualTo(200);
        assertThat(manifest.lacks().listed().get(7)).isEqualTo(new Lacks.Lack("database", "file 7", "cannot be read", "Let it be read."));
        assertThat(Manifest.read(manifest.write())).isEqualTo(manifest);
        assertThat(Lacks.of(new Findings(), Set.of(), manifest.lacks()).listed()).as("a checkpoint takes over what the dump lacks").containsExactly(manifest.lacks().listed().get(7));

        Lacks long3 = new Lacks(IntStream.range(0, 3).mapToObj(i -> new Lacks.Lack("storage", "\u0001".repeat(100_000), "m", null)).toList(), 0);
        assertThat(long3.listed()).hasSize(2);
        assertThat(long3.more()).isEqualTo(1);
        assertThat(new Manifest(Manifest.SCHEMA, "", "", null, null, null, long3).write()).hasSizeLessThan(Manifest.LONGEST / 2);
    }

    @Test
    void oneOfAnOlderVersionSaysNothingOfWhatItLacks() throws IOException {
        assertThat(Manifest.read("{\"schema\":1,\"tool\":\"x\",\"helpdesk\":\"h\"}".getBytes(StandardCharsets.UTF_8)).lacks()).isNull();
        assertThat(new String(new Manifest(1, "x", "h", null, null, null).write(), StandardCharsets.UTF_8)).doesNotContain("lacks");
        assertThat(Manifest.read("{\"schema\":1,\"tool\":\"x\",\"helpdesk\":\"h\",\"lacks\":{\"later\":1}}".getBytes(StandardCharsets.UTF_8)).lacks().listed()).isEmpty();
    }

    @Test
    void readsPastFieldsOfLaterVersionsAndRefusesLaterSchemas() throws IOException {
        String json = "{\"schema\":%d,\"tool\":\"x\",\"helpdesk\":\"h\",\"later\":{\"a\":[1]}}";
        assertThat(Manifest.read(json.formatted(1).getBytes(StandardCharsets.UTF_8)).helpdesk()).isEqualTo("h");
        assertThatThrownBy(() -> Manifest.read(json.formatted(2).getBytes(StandardCharsets.UTF_8))).hasMessageContaining("schema 2");
    }

    @Test
    void blobsGrowOnlyForLargeTablesThatGrowAtTheirEndAndThenStay() {
        long large = 8L << 30;
        assertThat(new RowBlobSizes(dump(table(1L << 30, RowBlobSizes.SMALL, false, 0))).of("t")).isEqualTo(RowBlobSizes.SMALL);
        assertThat(new RowBlobSizes(null).of("t")).isEqualTo(RowBlobSizes.SMALL);
        assertThat(new RowBlobSizes(dump(table(1000, RowBlobSizes.SMALL, false, 0))).of("t")).isEqualTo(RowBlobSizes.SMALL);
        assertThat(new RowBlobSizes(dump(table(large, RowBlobSizes.SMALL, false, large / 5))).of("t")).isEqualTo(RowBlobSizes.SMALL);
        RowBlobSizes growing = new RowBlobSizes(dump(table(large, RowBlobSizes.SMALL, false, large / 100)));
        assertThat(growing.of("t")).isEqualTo(RowBlobSizes.LARGE);
        assertThat(growing.recuts("t")).isTrue();
        RowBlobSizes recut = new RowBlobSizes(dump(table(large, RowBlobSizes.LARGE, true, large)));
        assertThat(recut.of("t")).isEqualTo(RowBlobSizes.LARGE);
        assertThat(recut.recuts("t")).isFalse();
        assertThat(new RowBlobSizes(dump(table(large, RowBlobSizes.LARGE, false, large))).of("t")).isEqualTo(RowBlobSizes.SMALL);
    }
}
