package cerb.backup.mysql;

import static org.assertj.core.api.Assertions.assertThat;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;

class IdentifierTest {
    @Property(tries = 300)
    void wordsOfBytesAreReversible(@ForAll @Size(max = 20) byte[] bytes) {
        assertThat(Identifier.bytes(Identifier.word(bytes))).isEqualTo(bytes);
        assertThat(Identifier.word(bytes)).matches("([0-9A-Za-z_-]|%[0-9A-F]{2})*");
    }

    @Test
    void fileNamesAreReversibleAndHarmless() {
        for (String name : new String[] {"ticket", "we/ird.na%me `x", "..", "\u00fcber\u65e5\uD83D\uDE00", "trailing ", "a\nb", "%41", "$x-y_z"}) {
            assertThat(Identifier.parseFileName(Identifier.fileName(name))).isEqualTo(name);
            assertThat(Identifier.fileName(name)).doesNotContain("/").doesNotContain(".").doesNotContain(" ").doesNotContain("\n");
        }
        assertThat(Identifier.fileName("ticket_1")).isEqualTo("ticket_1");
    }

    @Test
    void quotesDoubleWhatWouldEndThem() {
        assertThat(Identifier.quote("a`b")).isEqualTo("`a``b`");
        assertThat(Identifier.literal("a'b\\")).isEqualTo("'a''b\\\\'");
    }
}
