package cerb.backup.format.tree;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.Samples;
import java.nio.charset.StandardCharsets;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Set;
import java.util.TreeSet;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.Size;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class TreeTest {

    private static final Instant TIME = Instant.parse("2026-11-23T10:00:00Z");
    private static final NodeMetadata PLAIN = NodeMetadata.virtual(NodeType.FILE, 0644, TIME);

    @Test
    void emptyTreeHasItsKnownId() {
        assertThat(Id.hash(new TreeWriter().finish())).isEqualTo(TreeWriter.EMPTY_TREE);
    }

    @Test
    void fieldsHaveResticsOrder() {
        NodeMetadata all = new NodeMetadata(NodeMode.fromUnix(0100644), TIME, TIME.plusSeconds(1), TIME.plusNanos(1000), 1, 2, "u", "g", -1, 7, 3,
                List.of(ExtendedAttribute.of("user.x", new byte[] {1})));
        Node node = new Node(NodeName.of("n"), NodeType.FILE, all, 22, null, 5, List.of(), null, "failed");
        assertThat(text(node)).isEqualTo("{\"nodes\":[{\"name\":\"n\",\"type\":\"file\",\"mode\":420,\"mtime\":\"2026-11-23T10:00:00Z\","
                + "\"atime\":\"2026-11-23T10:00:01Z\",\"ctime\":\"2026-11-23T10:00:00.000001Z\",\"uid\":1,\"gid\":2,\"user\":\"u\",\"group\":\"g\","
                + "\"inode\":18446744073709551615,\"device_id\":7,\"size\":22,\"links\":3,"
                + "\"extended_attributes\":[{\"name\":\"user.x\",\"value\":\"AQ==\"}],\"device\":5,\"content\":[],\"error\":\"failed\"}]}\n");
    }

    @Test
    void linkTargetsThatAreNoTextAreWrittenTwice() {
        Node text = Node.symlink(NodeName.of("l"), PLAIN, LinkTarget.of("a<b"));
        assertThat(text(text)).contains("\"linktarget\":\"a\\u003cb\",\"content\":null}").doesNotContain("raw");
        LinkTarget raw = LinkTarget.of(new byte[] {'a', (byte) 0xff, (byte) 0xed, (byte) 0xa0, (byte) 0x80});
        Node odd = Node.symlink(NodeName.of("l"), PLAIN, raw);
        assertThat(text(odd)).contains("\"linktarget\":\"a\\ufffd\\ufffd\\ufffd\\ufffd\",\"linktarget_raw\":\"Yf/toIA=\"");
        assertThat(new TreeReader(tree(odd))).containsExactly(odd);
    }

    @Property
    void nodesOfAllKindsComeBack(@ForAll @Size(min = 1, max = 20) Set<@Size(min = 1, max = 30) byte[]> names, @ForAll long seed) {
        TreeSet<NodeName> sorted = new TreeSet<>();
        names.stream().map(NodeName::of).filter(NodeName::isSafe).forEach(sorted::add);
        List<Node> nodes = sorted.stream().map(name -> TreeSamples.node(name, seed ^ name.hashCode())).toList();
        TreeWriter writer = new TreeWriter();
        nodes.forEach(writer::add);
        byte[] blob = writer.finish();
        assertThat(new TreeReader(blob)).containsExactlyElementsOf(nodes);
        assertThat(new TreeReader(blob).isCanonical()).isTrue();
        assertThat(writer.count()).isEqualTo(nodes.size());
    }

    @Test
    void writerRefusesDisorderAndDuplicatesAndUnfitNodes() {
        Node b = Node.file(NodeName.of("b"), PLAIN, 0, List.of());
        TreeWriter writer = new TreeWriter().add(b);
        assertThatThrownBy(() -> writer.add(b)).isInstanceOf(FormatException.class).hasMessageContaining("does not follow");
        assertThatThrownBy(() -> writer.add(Node.file(NodeName.of("a"), PLAIN, 0, List.of()))).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> writer.add(Node.file(NodeName.of("c/d"), PLAIN, 0, List.of()))).hasMessageContaining("no file can have");
        assertThatThrownBy(() -> writer.add(Node.file(NodeName.of("c"), PLAIN, 0, null))).hasMessageContaining("without a list of blobs");
        assertThatThrownBy(() -> writer.add(Node.directory(NodeName.of("c"), PLAIN, null))).hasMessageContaining("without a tree");
        assertThatThrownBy(() -> writer.add(Node.symlink(NodeName.of("c"), PLAIN, null))).hasMessageContaining("without a target");
    }

    @Test
    void treesThatResticWouldWriteOtherwiseAreNotCanonical() {
        String canonical = text(Node.file(NodeName.of("n"), PLAIN, 0, List.of()));
        assertThat(canonical(canonical)).isTrue();
        assertThat(canonical(canonical.stripTrailing())).isFalse();
        assertThat(canonical(canonical.replace("10:00:00Z", "10:00:00.0Z"))).isFalse();
        assertThat(canonical(canonical.replace("10:00:00Z", "10:00:00+00:00"))).isFalse();
        assertThat(canonical(canonical.replace("\"n\"", "\"\\\\x6e\""))).isFalse();
        assertThat(canonical(canonical.replace("\"content\"", "\"more\":1,\"content\""))).isFalse();
        assertThat(canonical(canonical.replace("\"n\"", "\"..\""))).isFalse();
        assertThat(canonical("{\"nodes\":[" + canonical.substring(10, canonical.length() - 4) + "," + canonical.substring(10))).isFalse();
    }

    @Test
    void readsWhatOtherWritersAdd() {
        String json = "{\"a\":{\"nodes\":[]},\"nodes\":[{\"type\":\"dir\",\"x\":[1],\"name\":\"..\",\"content\":null,\"subtree\":\"" + Samples.id(1) + "\"}],\"z\":0}";
        Node node = new TreeReader(json.getBytes(StandardCharsets.UTF_8)).iterator().next();
        assertThat(node.subtree()).isEqualTo(Samples.id(1));
        assertThat(node.problem()).contains("has a name that no file can have");
        assertThat(new TreeReader("{\"nodes\":null}".getBytes(StandardCharsets.UTF_8))).isEmpty();
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "[]", "{\"nodes\":[", "{\"nodes\":[{}]}", "{\"nodes\":[{\"name\":\"a\"}]}", "{\"nodes\":[{\"type\":\"file\"}]}",
        "{\"nodes\":[{\"name\":\"a\",\"type\":\"door\"}]}", "{\"nodes\":[{\"name\":\"\\\\q\",\"type\":\"file\"}]}", "{\"nodes\":[7]}", "{\"nodes\":[],\"nodes\":[]}", "{\"nodes\":[]}x",
        "{\"nodes\":[{\"name\":\"a\",\"type\":\"file\",\"content\":[null]}]}", "{\"nodes\":[{\"name\":\"a\",\"type\":\"file\",\"mode\":4294967296}]}",
        "{\"nodes\":[{\"name\":\"a\",\"type\":\"file\",\"mtime\":\"2026-11-23T10:00Z\"}]}"})
    void refusesWhatIsNoTree(String json) {
        TreeReader reader = new TreeReader("tree 1abd1dc1", json.getBytes(StandardCharsets.UTF_8));
        assertThatThrownBy(() -> reader.forEach(node -> { })).isInstanceOf(FormatException.class).hasMessageStartingWith("tree 1abd1dc1");
    }

    private static boolean canonical(String json) {
        return new TreeReader(json.getBytes(StandardCharsets.UTF_8)).isCanonical();
    }

    private static String text(Node node) {
        return new String(tree(node), StandardCharsets.UTF_8);
    }

    private static byte[] tree(Node node) {
        return new TreeWriter().add(node).finish();
    }

    @Test
    void handsOutTheNodesBeforeDamage() {
        byte[] blob = "{\"nodes\":[{\"name\":\"a\",\"type\":\"fifo\"},{\"name\":\"b\",\"type\":\"fifo\"},{\"name\":".getBytes(StandardCharsets.UTF_8);
        List<String> names = new ArrayList<>();
        assertThatThrownBy(() -> new TreeReader("tree 1234", blob).forEach(node -> names.add(node.name().toString())))
                .isInstanceOf(FormatException.class).hasMessageContaining("tree 1234");
        assertThat(names).containsExactly("a", "b");
    }

    @Test
    void refusesMoreAttributesThanAFileHas() {
        String some = "{\"name\":\"user.a\",\"value\":\"\"}";
        String node = "{\"nodes\":[{\"name\":\"a\",\"type\":\"fifo\",\"extended_attributes\":[" + some;
        assertThat(new TreeReader((node + ("," + some).repeat(9999) + "]}]}").getBytes(StandardCharsets.UTF_8))).hasSize(1);
        assertThatThrownBy(() -> new TreeReader((node + ("," + some).repeat(10_000) + "]}]}").getBytes(StandardCharsets.UTF_8)).forEach(Node::problem))
                .isInstanceOf(FormatException.class).hasMessageContaining("10000 extended attributes");
    }
}
