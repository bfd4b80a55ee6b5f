package cerb.backup.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class NodeModeTest {

    @Property
    void unixModesComeBack(@ForAll NodeType type, @ForAll @IntRange(max = 07777) int permissions) {
        long mode = NodeMode.of(type, permissions);
        assertThat(NodeMode.permissions(mode)).isEqualTo(permissions);
        assertThat(NodeMode.fromUnix(type.unixBits() | NodeMode.permissions(mode))).isEqualTo(mode);
    }

    @Test
    void hasGosBits() {
        assertThat(NodeMode.fromUnix(0040755)).isEqualTo(2147484141L);
        assertThat(NodeMode.fromUnix(0120777)).isEqualTo(134218239L);
        assertThat(NodeMode.fromUnix(0100644)).isEqualTo(420L);
        assertThat(NodeMode.fromUnix(0020620)).isEqualTo(1L << 26 | 1L << 21 | 0620);
        assertThat(NodeMode.fromUnix(0107000)).isEqualTo(1L << 23 | 1L << 22 | 1L << 20);
    }

    @Test
    void refusesWhatIsNoType() {
        assertThatThrownBy(() -> NodeMode.fromUnix(0644)).isInstanceOf(IllegalArgumentException.class).hasMessageContaining("0644");
    }
}
