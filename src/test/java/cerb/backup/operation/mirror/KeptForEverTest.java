package cerb.backup.operation.mirror;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import java.time.Clock;
import java.util.Map;
import org.junit.jupiter.api.Test;

class KeptForEverTest {
    private static final Handle HERE = new Handle(FileType.SNAPSHOT, "ab".repeat(32));
    private static final Handle FORGOTTEN = new Handle(FileType.SNAPSHOT, "cd".repeat(32));

    @Test
    void whatIsAtTheSinkAloneCanBeForgotten() {
        Ledger ledger = new Ledger(Clock.systemUTC());
        ledger.listed(ledger.mark(), Map.of(HERE, 1L, FORGOTTEN, 1L), Map.of(HERE, 1L));
        assertThat(ledger.foreign()).containsExactly(FORGOTTEN);
        ledger.forgetForeign();
        assertThat(ledger.foreign()).isEmpty();
        assertThat(ledger.isConfirmed(HERE)).isTrue();
        assertThat(ledger.backlog().files()).isZero();
    }
}
