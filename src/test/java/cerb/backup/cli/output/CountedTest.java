package cerb.backup.cli.output;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class CountedTest {
    @ParameterizedTest
    @CsvSource({"1,file,1 file", "0,file,0 files", "2,index file,2 index files", "1,directory,1 directory", "3,directory,3 directories"})
    void oneIsNoneOfMany(long count, String noun, String words) {
        assertThat(Counted.of(count, noun)).isEqualTo(words);
    }
}
