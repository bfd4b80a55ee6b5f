package cerb.backup.repository.pack;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.format.Samples;
import org.junit.jupiter.api.Test;

class BlobCacheTest {
    private final BlobCache cache = new BlobCache(1000);

    private void put(int id, int length) {
        cache.put(Samples.id(id), new byte[length]);
    }

    @Test
    void letsGoOfWhatWasNotUsedForLongest() {
        for (int id = 0; id < 4; id++) {
            put(id, 250);
        }
        assertThat(cache.get(Samples.id(0))).hasSize(250);
        put(4, 200);
        assertThat(cache.get(Samples.id(1))).as("the longest unused").isNull();
        assertThat(cache.get(Samples.id(0))).hasSize(250);
        assertThat(cache.get(Samples.id(4))).hasSize(200);
        put(5, 50);
        assertThat(cache.get(Samples.id(2))).as("there was just room").hasSize(250);
    }

    @Test
    void keepsNothingThatTakesAQuarterAndNothingTwice() {
        put(1, 251);
        assertThat(cache.get(Samples.id(1))).isNull();
        put(2, 250);
        for (int i = 0; i < 10; i++) {
            put(2, 250);
        }
        put(3, 250);
        put(4, 250);
        assertThat(cache.get(Samples.id(2))).hasSize(250);
        assertThat(cache.get(Samples.id(3))).hasSize(250);
    }
}
