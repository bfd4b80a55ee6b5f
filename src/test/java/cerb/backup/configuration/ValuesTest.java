package cerb.backup.configuration;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.configuration.value.DurationRange;
import cerb.backup.configuration.value.Durations;
import cerb.backup.configuration.value.KeptLocally;
import cerb.backup.configuration.value.Sizes;
import java.time.Duration;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

class ValuesTest {
    @ParameterizedTest
    @CsvSource({"0,0", "200ms,200", "2s,2000", "15m,900000", "1h30m,5400000", "14d,1209600000", "1w,604800000"})
    void readsLengthsOfTime(String text, long millis) {
        assertThat(Durations.parse(text)).isEqualTo(Duration.ofMillis(millis));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "2", "2 s", "-1s", "1y", "s", "1.5h"})
    void refusesWhatIsNoLengthOfTime(String text) {
        assertThatThrownBy(() -> Durations.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @ParameterizedTest
    @CsvSource({"0,0", "16MiB,16777216", "16M,16777216", "16MB,16000000", "512KiB,524288", "2g,2147483648", "7,7", "7B,7", "4.7GB,4700000000", "1.5G,1610612736", "0.1k,102"})
    void readsSizes(String text, long bytes) {
        assertThat(Sizes.parse(text)).isEqualTo(bytes);
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "MiB", "-1", "1.5", "1.5B", "1.G", "16 parsecs", "999999999999T"})
    void refusesWhatIsNoSize(String text) {
        assertThatThrownBy(() -> Sizes.parse(text)).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void freeSpaceIsAShareOrASize() {
        assertThat(FreeSpace.parse("10%").of(1000)).isEqualTo(100);
        assertThat(FreeSpace.parse("1KiB").of(1000)).isEqualTo(1024);
        assertThatThrownBy(() -> FreeSpace.parse("101%")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void rangeStartsWithTheShorter() {
        assertThat(DurationRange.parse("1s..5m")).isEqualTo(new DurationRange(Duration.ofSeconds(1), Duration.ofMinutes(5)));
        assertThatThrownBy(() -> DurationRange.parse("5m..1s")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void wordsOfAClosedSetAreSmall() {
        Kind<KeptLocally> kind = Kind.oneOf(KeptLocally.class);
        assertThat(kind.form()).isEqualTo("one of all, metadata");
        assertThat(kind.parse().apply("metadata")).isEqualTo(KeptLocally.METADATA);
        assertThat(kind.placeholder().apply(KeptLocally.METADATA)).isEqualTo("metadata");
        assertThatThrownBy(() -> kind.parse().apply("METADATA")).isInstanceOf(IllegalArgumentException.class);
    }

    @Test
    void nearestNameForgivesTypingErrorsOnly() {
        List<String> known = List.of("database.host", "database.port", "storage.settle");
        assertThat(NearestName.of("databse.hosst", known)).contains("database.host");
        assertThat(NearestName.of("zzz", known)).isEmpty();
    }
}
