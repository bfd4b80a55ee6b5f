package cerb.backup.chunker;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import java.util.stream.IntStream;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class RowChunkerTest {

    private static final String HEADER = "SET NAMES utf8mb4;\nINSERT INTO `t` (`id`,`subject`) VALUES\n";
    private static final int AVERAGE = 4096;

    private final Chunker chunker = new RowChunker(1, AVERAGE);

    @Property(tries = 100)
    void addingGrowingOrRemovingOneRowTouchesOneOrTwoBlobs(@ForAll long seed, @ForAll @IntRange(max = 2) int kind) {
        Random random = new Random(seed);
        List<String> rows = rows(random, 1000);
        List<byte[]> before = ChunkerLaws.cut(chunker, text(rows));
        List<String> changed = new ArrayList<>(rows);
        int row = random.nextInt(rows.size() - 1);
        switch (kind) {
            case 0 -> changed.add(row, "(" + (100_000_000 + random.nextInt(1000)) + ",'new')");
            case 1 -> changed.set(row, changed.get(row).replace("')", " and more of it')"));
            default -> changed.remove(row);
        }
        long fresh = ChunkerLaws.fresh(before, ChunkerLaws.cut(chunker, text(changed)));
        byte[] line = (rows.get(row) + ",\n").getBytes(StandardCharsets.UTF_8);
        if (changed.size() < rows.size() && before.stream().anyMatch(blob -> Arrays.equals(blob, line))) {
            assertThat(fresh).as("the row was a blob of its own, which has gone").isZero();
        } else {
            assertThat(fresh).isBetween(1L, 2L);
        }
    }

    @Property(tries = 50)
    void cutsDoNotDependOnHowTheStreamComes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 5000) int slice, @ForAll @IntRange(max = 1) int keyColumns) {
        Random random = new Random(seed);
        byte[] text = text(rows(random, 300));
        Chunker cutter = new RowChunker(keyColumns, AVERAGE);
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(cutter, text, slice, random))).isEqualTo(ChunkerLaws.lengths(ChunkerLaws.cut(cutter, text)));
    }

    @Test
    void blobsEndWithRowsAndHaveTheAverageSize() {
        byte[] text = text(rows(new Random(1), 10_000, 750));
        List<byte[]> blobs = ChunkerLaws.cut(chunker, text);
        assertThat(blobs.subList(0, blobs.size() - 1)).allMatch(blob -> new String(blob, StandardCharsets.UTF_8).endsWith("),\n"));
        assertThat(text.length / blobs.size()).isBetween(AVERAGE * 8 / 10, AVERAGE * 12 / 10);
    }

    @Test
    void shortRowsHaveSmallerBlobsDownToASixth() {
        assertThat(rowsABlob(100)).as("a row counts as 768 bytes").isBetween(26, 38);
        byte[] tiny = text(IntStream.range(0, 200_000).mapToObj(i -> "(" + (1_000_000 + i) + ")").toList());
        assertThat(tiny.length / ChunkerLaws.cut(new RowChunker(1, 24 << 10), tiny).size()).isBetween(3_500, 4_800);
    }

    private static int rowsABlob(int padding) {
        int rows = 20_000;
        return rows / ChunkerLaws.cut(new RowChunker(1, 24 << 10), text(rows(new Random(1), rows, padding))).size();
    }

    @Test
    void averageDoesNotDependOnTheLengthOfRows() {
        List<String> rows = new ArrayList<>();
        for (int i = 0; i < 2000; i++) {
            rows.add("(" + i + ",'" + "x".repeat(i % 10 == 0 ? 3000 : 780) + "')");
        }
        byte[] text = text(rows);
        assertThat(text.length / ChunkerLaws.cut(chunker, text).size()).isBetween(AVERAGE * 6 / 10, AVERAGE * 14 / 10);
    }

    @Test
    void keyIsReadWithItsQuotesAndEscapes() {
        Chunker twoColumns = new RowChunker(2, AVERAGE);
        String key = "('a,\\'b''),(',_binary 'x\\\\'";
        assertThat(cutPattern(twoColumns, key, ",1)")).isEqualTo(cutPattern(twoColumns, key, ",2)"));
        String otherKey = "('a,\\'b''),(',_binary 'y\\\\'";
        assertThat(cutPattern(twoColumns, key, ",1)")).isNotEqualTo(cutPattern(twoColumns, otherKey, ",1)"));
    }

    @Test
    void withoutAKeyAllValuesCount() {
        Chunker noKey = new RowChunker(0, AVERAGE);
        assertThat(cutPattern(noKey, "(1", ",'a')")).isNotEqualTo(cutPattern(noKey, "(1", ",'b')"));
    }

    @Test
    void theEndOfAStatementDoesNotMoveACut() {
        Chunker noKey = new RowChunker(0, AVERAGE);
        assertThat(cutPattern(noKey, "(1", ",'a'),")).isEqualTo(cutPattern(noKey, "(1", ",'a');"));
    }

    @Test
    void aRowLongerThanABlobIsCutAtTheMaximum() {
        byte[] row = new byte[20 << 20];
        Arrays.fill(row, (byte) 'x');
        byte[] start = "(1,'".getBytes(StandardCharsets.US_ASCII);
        System.arraycopy(start, 0, row, 0, start.length);
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, row))).containsExactly(8 << 20, 8 << 20, 4 << 20);
    }

    @Test
    void textThatIsNoRowsIsCutAtTheMaximumOnly() {
        byte[] text = "INSERT INTO `t` VALUES\n".repeat(500_000).getBytes(StandardCharsets.US_ASCII);
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, text))).containsExactly(8 << 20, text.length - (8 << 20));
    }

    /** Tells for rows of this key, from short to long, which of them end a blob. */
    private static List<Boolean> cutPattern(Chunker chunker, String key, String rest) {
        List<Boolean> pattern = new ArrayList<>();
        for (int i = 0; i < 64; i++) {
            String row = key + ",'" + "p".repeat(64 * i) + "'" + rest + "\n";
            byte[] bytes = row.getBytes(StandardCharsets.US_ASCII);
            chunker.reset();
            pattern.add(chunker.boundary(bytes, 0, bytes.length) > 0);
        }
        return pattern;
    }

    private static List<String> rows(Random random, int count) {
        return rows(random, count, 0);
    }

    private static List<String> rows(Random random, int count, int padding) {
        List<String> rows = new ArrayList<>();
        int id = random.nextInt(1000);
        for (int i = 0; i < count; i++) {
            id += 1 + random.nextInt(3);
            rows.add("(" + id + ",'subject, it\\'s " + "x".repeat(padding + random.nextInt(100)) + "')");
        }
        return rows;
    }

    private static byte[] text(List<String> rows) {
        return (HEADER + String.join(",\n", rows) + ";\n").getBytes(StandardCharsets.UTF_8);
    }

    @Test
    void refusesWhatCannotBeCut() {
        assertThatThrownBy(() -> new RowChunker(-1, 100)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("-1 key columns");
        assertThatThrownBy(() -> new RowChunker(1, 0)).isInstanceOf(IllegalArgumentException.class);
        assertThat(new RowChunker(0, 1).maximumSize()).isEqualTo(new RowChunker(5, 1000).maximumSize()).isGreaterThan(1 << 20);
    }
}
