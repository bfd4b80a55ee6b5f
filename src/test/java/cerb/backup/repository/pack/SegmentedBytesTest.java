package cerb.backup.repository.pack;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Id;
import java.io.IOException;
import java.io.InputStream;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class SegmentedBytesTest {
    private static byte[] random(int length) {
        byte[] bytes = new byte[length];
        new Random(length).nextBytes(bytes);
        return bytes;
    }

    @Property(tries = 50)
    void piecesMakeTheWhole(@ForAll @IntRange(max = 900_000) int length, @ForAll @IntRange(min = 1, max = 400_000) int piece)
            throws IOException {
        byte[] whole = random(length);
        SegmentedBytes bytes = new SegmentedBytes(new SegmentPool());
        for (int at = 0; at < length; at += piece) {
            bytes.append(whole, at, Math.min(piece, length - at));
        }
        SegmentedBytes joined = new SegmentedBytes(new SegmentPool());
        joined.append(new byte[] {42}, 0, 1);
        joined.append(bytes);
        assertThat(bytes.length()).isEqualTo(length);
        assertThat(bytes.hash()).isEqualTo(Id.hash(whole));
        try (InputStream in = bytes.open(); InputStream again = joined.open()) {
            assertThat(in.readAllBytes()).isEqualTo(whole);
            assertThat(again.read()).isEqualTo(42);
            assertThat(again.readAllBytes()).isEqualTo(whole);
        }
    }

    @Test
    void usesReleasedSegmentsAgain() {
        SegmentPool pool = new SegmentPool();
        byte[] segment = pool.take();
        pool.give(segment);
        assertThat(pool.take()).isSameAs(segment);
        pool.give(segment);
        pool.clear();
        assertThat(pool.take()).isNotSameAs(segment);
    }
}
