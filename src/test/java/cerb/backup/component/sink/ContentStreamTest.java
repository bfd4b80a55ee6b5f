package cerb.backup.component.sink;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Content;
import java.io.IOException;
import java.util.stream.IntStream;
import org.junit.jupiter.api.Test;

class ContentStreamTest {
    private static final byte[] BYTES = bytes();

    private static byte[] bytes() {
        byte[] bytes = new byte[1_000];
        IntStream.range(0, bytes.length).forEach(i -> bytes[i] = (byte) i);
        return bytes;
    }

    private final ContentStream stream = new ContentStream(Content.of(BYTES), new Bandwidth(0));

    @Test
    void beginsAgainAtTheFirstByte() throws IOException {
        stream.readNBytes(700);
        stream.reset();
        assertThat(stream.readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void beginsAgainAfterItWasClosed() throws IOException {
        stream.readNBytes(700);
        stream.close();
        stream.reset();
        assertThat(stream.readAllBytes()).isEqualTo(BYTES);
    }

    @Test
    void goesBackToItsMark() throws IOException {
        byte[] first = stream.readNBytes(100);
        stream.mark(Integer.MAX_VALUE);
        byte[] second = stream.readNBytes(300);
        stream.reset();
        assertThat(stream.readNBytes(300)).isEqualTo(second).isNotEqualTo(first);
        assertThat(stream.position()).isEqualTo(400);
    }

    @Test
    void knowsItsLengthWithoutBeingRead() {
        assertThat(stream.length()).isEqualTo(1_000);
        assertThat(stream.available()).isEqualTo(1_000);
        assertThat(stream.inMemory()).isFalse();
    }

    @Test
    void copiesReadOnTheirOwn() throws IOException {
        stream.readNBytes(10);
        assertThat(((ContentStream) stream.copy(null)).readAllBytes()).isEqualTo(BYTES);
        assertThat(stream.position()).isEqualTo(10);
    }
}
