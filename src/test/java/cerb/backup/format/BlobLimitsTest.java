package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatCode;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

class BlobLimitsTest {

    @ParameterizedTest
    @CsvSource({"1, 16, 16", "64, 16, 16", "128, 16, 32", "256, 32, 64", "1024, 128, 256", "2048, 128, 512", "100000, 128, 512"})
    void growWithTheHeapUpToALimit(long heapMebibytes, long data, long tree) {
        assertThat(BlobLimits.ofHeap(heapMebibytes << 20)).isEqualTo(new BlobLimits(data << 20, tree << 20));
    }

    @Test
    void countWhatIsStoredAndWhatItHolds() {
        BlobLimits limits = new BlobLimits(1000, 2000);
        for (int length : new int[] {0, 1, 1000}) {
            assertThatCode(() -> limits.demand(blob(BlobType.DATA, length, 0))).doesNotThrowAnyException();
            assertThatCode(() -> limits.demand(blob(BlobType.DATA, 10, length))).doesNotThrowAnyException();
        }
        assertThatCode(() -> limits.demand(blob(BlobType.TREE, 2000, 2000))).doesNotThrowAnyException();
        assertThatThrownBy(() -> limits.demand(blob(BlobType.DATA, 1001, 0))).isInstanceOf(FormatException.class)
                .hasMessageStartingWith("data blob " + Samples.id(1) + " has 1001 bytes").hasMessageContaining("-Xmx");
        assertThatThrownBy(() -> limits.demand(blob(BlobType.DATA, 10, 1001))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> limits.demand(blob(BlobType.DATA, 1001, 10))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> limits.demand(blob(BlobType.TREE, 2001, 0))).isInstanceOf(FormatException.class);
    }

    private static PackedBlob blob(BlobType type, int stored, int raw) {
        return new PackedBlob(new BlobHandle(type, Samples.id(1)), 0, stored + PackedBlob.OVERHEAD, raw);
    }
}
