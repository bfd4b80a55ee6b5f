package cerb.backup.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.HexFormat;
import java.util.List;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The first and last rune of each length, and what lies just beyond. */
class RunesTest {

    private static NodeName name(String hex) {
        return NodeName.of(HexFormat.of().parseHex(hex));
    }

    private static Node read(String json) {
        return new TreeReader(("{\"nodes\":[" + json + "]}").getBytes(StandardCharsets.UTF_8)).iterator().next();
    }

    @ParameterizedTest
    @CsvSource({"7e, ~", "7f, \\x7f", "c2a1, \u00a1", "c280, \\u0080", "c3a9, \u00e9", "dfbf, \u07ff", "e0a080, \u0800", "e282ac, \u20ac", "ed9fbf, \\ud7ff", "ee8080, \\ue000",
        "efbfbf, \\uffff", "f0908080, \ud800\udc00", "f09f9880, \ud83d\ude00", "f48fbfbf, \\U0010ffff", "07, \\a", "00, \\x00", "1f, \\x1f"})
    void areSpelledAsGoSpellsThem(String hex, String spelling) {
        assertThat(name(hex)).hasToString(spelling);
        assertThat(NodeName.unquote(spelling)).isEqualTo(name(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"80", "bf", "c0", "c080", "c1bf", "c2", "c27f", "c2c0", "e09fbf", "e282", "eda080", "edbfbf", "f08fbfbf", "f4908080", "f5808080", "f09f98", "ff"})
    void bytesThatAreNoneAreSpelledOneByOne(String hex) {
        String spelling = name(hex).toString();
        assertThat(spelling).startsWith("\\x" + hex.substring(0, 2));
        assertThat(NodeName.unquote(spelling)).isEqualTo(name(hex));
    }

    @ParameterizedTest
    @ValueSource(strings = {"\\ud800", "\\udfff", "\\U00110000", "\\x\uff11\uff11", "\"a", "\\", "\na"})
    void spellingsThatGoRefusesAreRefused(String spelling) {
        assertThatThrownBy(() -> NodeName.unquote(spelling)).isInstanceOf(FormatException.class);
    }

    @Test
    void halfASurrogatePairInJsonIsTheReplacementCharacter() {
        String node = "\",\"type\":\"fifo\",\"extended_attributes\":[{\"x\":[{}],\"name\":\"user.a\",\"value\":\"AQ==\"}]}";
        assertThat(read("{\"name\":\"a\\ud800b" + node).name().bytes()).isEqualTo("a\ufffdb".getBytes(StandardCharsets.UTF_8));
        assertThat(read("{\"name\":\"\\udfff" + node).name().bytes()).isEqualTo("\ufffd".getBytes(StandardCharsets.UTF_8));
        assertThat(read("{\"name\":\"\\ud83d\\ude00\\ud7ff\\ue000" + node).name().bytes()).isEqualTo("\ud83d\ude00\ud7ff\ue000".getBytes(StandardCharsets.UTF_8));
        assertThat(read("{\"name\":\"a" + node).metadata().extendedAttributes()).containsExactly(ExtendedAttribute.of("user.a", new byte[] {1}));
    }

    @Test
    void namesAreEqualByTheirBytes() {
        assertThat(NodeName.of("a")).isNotEqualTo(NodeName.of("b")).isNotEqualTo("a");
        assertThat(NodeName.of("a").hashCode()).isNotEqualTo(NodeName.of("b").hashCode());
        assertThat(NodeName.of("\u00e9").length()).isEqualTo(2);
        assertThat(NodeName.of("/a").isSafe()).isFalse();
        assertThat(LinkTarget.of("a")).isEqualTo(LinkTarget.of("a")).isNotEqualTo(LinkTarget.of("b")).hasSameHashCodeAs(LinkTarget.of("a"));
    }

    @Test
    void aNodeIsChangedInOnePartOnly() {
        NodeMetadata metadata = NodeMetadata.virtual(NodeType.FILE, 0600, Instant.EPOCH);
        NodeMetadata other = NodeMetadata.virtual(NodeType.FILE, 0644, Instant.EPOCH);
        List<Id> content = List.of(Samples.id(1));
        Node file = Node.file(NodeName.of("f"), metadata, 1, content);
        assertThat(file.withMetadata(other)).isEqualTo(Node.file(NodeName.of("f"), other, 1, content));
        assertThat(file.withContent(2, List.of())).isEqualTo(Node.file(NodeName.of("f"), metadata, 2, List.of()));
        assertThat(Node.directory(NodeName.of("d"), metadata, Samples.id(1)).withSubtree(Samples.id(2))).isEqualTo(Node.directory(NodeName.of("d"), metadata, Samples.id(2)));
        assertThat(new TreeWriter().length()).isEqualTo("{\"nodes\":[".length());
    }
}
