package cerb.backup.chunker;

import static org.assertj.core.api.Assertions.assertThat;

import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class BlockChunkerTest {
    private final Chunker chunker = new BlockChunker();

    @Property(tries = 50)
    void cutsAtMultiplesHoweverTheStreamComes(@ForAll long seed, @ForAll @IntRange(min = 1, max = 200_000) int slice, @ForAll @IntRange(max = 500_000) int length) {
        byte[] content = bytes(seed, length);
        List<byte[]> blobs = ChunkerLaws.cut(chunker, content, slice, new Random(seed));
        assertThat(ChunkerLaws.lengths(blobs)).isEqualTo(ChunkerLaws.lengths(ChunkerLaws.cut(chunker, content)));
        assertThat(blobs).hasSize((length + BlockChunker.BLOCK - 1) / BlockChunker.BLOCK);
        assertThat(blobs.stream().mapToInt(blob -> blob.length).sum()).isEqualTo(length);
        assertThat(blobs.stream().limit(Math.max(0, blobs.size() - 1)).mapToInt(blob -> blob.length)).allMatch(size -> size == BlockChunker.BLOCK);
    }

    @Property(tries = 20)
    void aChangeInPlaceTouchesOneBlock(@ForAll long seed, @ForAll @IntRange(max = 999_999) int at) {
        byte[] content = bytes(seed, 1_000_000);
        List<byte[]> before = ChunkerLaws.cut(chunker, content.clone());
        content[at]++;
        assertThat(ChunkerLaws.fresh(before, ChunkerLaws.cut(chunker, content))).isEqualTo(1);
    }

    private static byte[] bytes(long seed, int length) {
        byte[] bytes = new byte[length];
        new Random(seed).nextBytes(bytes);
        return bytes;
    }
}
