package cerb.backup.cli.work;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.cli.output.FailureException;
import cerb.backup.configuration.Kind;
import org.junit.jupiter.api.Test;

final class TextsTest {
    @Test
    void readsTheTextOfAnOptionOrSaysWhatToGive() {
        assertThat(Texts.value(Kind.SHARE, "--max-unused", "5%")).isEqualTo(5);
        assertThatThrownBy(() -> Texts.value(Kind.SHARE, "--max-unused", "all\u001b[2J")).isInstanceOfSatisfying(FailureException.class, e -> {
            assertThat(e.failure().message()).isEqualTo("cannot use \"all?[2J\" as --max-unused");
            assertThat(e.failure().remedy()).isEqualTo("Give a share such as 5%.");
        });
    }
}
