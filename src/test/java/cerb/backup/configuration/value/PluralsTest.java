package cerb.backup.configuration.value;

import static org.assertj.core.api.Assertions.assertThat;

import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;

final class PluralsTest {
    @ParameterizedTest
    @CsvSource({"1,file,1 file is", "0,file,0 files are", "2,index file,2 index files are", "1,directory,1 directory is", "3,directory,3 directories are"})
    void oneIsNoneOfMany(long count, String noun, String words) {
        assertThat(Plurals.are(count, noun)).isEqualTo(words);
        assertThat(words).startsWith(Plurals.words(count, noun) + " ");
    }

    @Test
    void hasTheVerbThatFits() {
        assertThat(Plurals.does(1, "file", "waits", "wait")).isEqualTo("1 file waits");
        assertThat(Plurals.does(2, "file", "waits", "wait")).isEqualTo("2 files wait");
    }
}
