package cerb.backup.repository.write;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.chunker.Chunker;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.io.InputStream;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;

class ChunkedInputTest {
    /** Cuts every so many bytes. */
    private static final class EveryBytes implements Chunker {
        private final int size;
        private int seen;

        EveryBytes(int size) {
            this.size = size;
        }

        @Override
        public int boundary(byte[] bytes, int offset, int length) {
            if (seen + length < size) {
                seen += length;
                return -1;
            }
            int cut = size - seen;
            seen = 0;
            return cut;
        }

        @Override
        public void reset() {
            seen = 0;
        }

        @Override
        public int maximumSize() {
            return size;
        }
    }

    /** Gives at most a few bytes at a time. */
    private static InputStream trickle(byte[] content, Random random) {
        return new ByteArrayInputStream(content) {
            @Override
            public synchronized int read(byte[] bytes, int offset, int length) {
                return super.read(bytes, offset, Math.min(length, 1 + random.nextInt(5000)));
            }
        };
    }

    @Property(tries = 200)
    void chunksAreTheStream(@ForAll @IntRange(max = 60_000) int length, @ForAll @IntRange(min = 1, max = 20_000) int size,
            @ForAll @IntRange(min = 1, max = 5000) int buffer) throws IOException {
        byte[] content = new byte[length];
        new Random(length).nextBytes(content);
        ChunkedInput chunks = new ChunkedInput(trickle(content, new Random(size)), new EveryBytes(size), new byte[buffer]);
        ByteArrayOutputStream read = new ByteArrayOutputStream();
        List<Integer> lengths = new ArrayList<>();
        while (chunks.next()) {
            read.write(chunks.buffer(), chunks.offset(), chunks.length());
            lengths.add(chunks.length());
        }
        assertThat(read.toByteArray()).isEqualTo(content);
        assertThat(lengths).hasSize((length + size - 1) / size);
        assertThat(lengths.subList(0, Math.max(0, lengths.size() - 1))).allMatch(each -> each == size);
    }
}
