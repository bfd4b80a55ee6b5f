package cerb.backup.chunker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.Arrays;
import java.util.List;
import java.util.Random;
import org.junit.jupiter.api.Test;

class GearChunkerTest {

    private static final byte[] CONTENT = random(48 << 20, 1);

    private final Chunker chunker = new GearChunker("25b468838dcb75");

    @Test
    void cutsDoNotDependOnHowTheStreamComes() {
        List<Integer> whole = ChunkerLaws.lengths(ChunkerLaws.cut(chunker, CONTENT));
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, CONTENT, 100_000, new Random(2)))).isEqualTo(whole);
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, CONTENT, 700_000, new Random(3)))).isEqualTo(whole);
        byte[] start = Arrays.copyOf(CONTENT, 4 << 20);
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, start, 7, new Random(4))))
                .isEqualTo(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, start)));
    }

    @Test
    void blobsHaveResticsSizes() {
        List<Integer> lengths = ChunkerLaws.lengths(ChunkerLaws.cut(chunker, CONTENT));
        assertThat(lengths.subList(0, lengths.size() - 1)).allMatch(length -> length >= GearChunker.MINIMUM && length <= GearChunker.MAXIMUM);
        assertThat(CONTENT.length / lengths.size()).isBetween(800 << 10, 1300 << 10);
    }

    @Test
    void constantBytesNeitherCutTooSoonNorNever() {
        for (int value : new int[] {0, 0xff}) {
            byte[] constant = new byte[20 << 20];
            Arrays.fill(constant, (byte) value);
            List<Integer> lengths = ChunkerLaws.lengths(ChunkerLaws.cut(chunker, constant));
            assertThat(lengths).containsExactly(GearChunker.MAXIMUM, GearChunker.MAXIMUM, constant.length - 2 * GearChunker.MAXIMUM);
        }
    }

    @Test
    void smallContentIsOneBlob() {
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, Arrays.copyOf(CONTENT, GearChunker.MINIMUM)))).containsExactly(GearChunker.MINIMUM);
        assertThat(ChunkerLaws.cut(chunker, new byte[0])).isEmpty();
    }

    @Test
    void anInsertedByteTouchesFewBlobs() {
        byte[] changed = new byte[CONTENT.length + 1];
        int at = 20 << 20;
        System.arraycopy(CONTENT, 0, changed, 0, at);
        System.arraycopy(CONTENT, at, changed, at + 1, CONTENT.length - at);
        assertThat(ChunkerLaws.fresh(ChunkerLaws.cut(chunker, CONTENT), ChunkerLaws.cut(chunker, changed))).isBetween(1L, 5L);
    }

    @Test
    void anotherRepositoryCutsElsewhere() {
        List<byte[]> ours = ChunkerLaws.cut(chunker, CONTENT);
        List<byte[]> theirs = ChunkerLaws.cut(new GearChunker("3da3358b4dc173"), CONTENT);
        assertThat(ChunkerLaws.fresh(ours, theirs)).isEqualTo(theirs.size());
    }

    @Test
    void cutsStayTheSameFromVersionToVersion() {
        // Cuts of another version would store every file again.
        assertThat(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, Arrays.copyOf(CONTENT, 6 << 20))))
                .containsExactly(665194, 604804, 586477, 963927, 1013662, 771258, 630140, 1055994);
    }

    private static byte[] random(int length, long seed) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
