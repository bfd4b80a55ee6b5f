package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.IndexFile.IndexedPack;
import java.io.ByteArrayInputStream;
import java.io.ByteArrayOutputStream;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.util.ArrayList;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.ValueSource;

class IndexFileTest {

    private static final String ID = "38c93c74cd954963e8dac837db6725953fd9fabd9e0d79169fefd29babd7b9e0";

    @Property(tries = 50)
    void readingIsTheInverseOfWriting(@ForAll long seed, @ForAll @IntRange(max = 20) int count) throws IOException {
        Random random = new Random(seed);
        List<IndexedPack> packs = new ArrayList<>();
        for (int i = 0; i < count; i++) {
            packs.add(new IndexedPack(Samples.id(random.nextLong()), PackHeaderTest.blobs(random, 1 + random.nextInt(40))));
        }
        assertThat(read(write(packs))).isEqualTo(packs);
    }

    @Test
    void hasResticsBytes() throws IOException {
        Id id = Id.parse(ID);
        byte[] json = write(List.of(new IndexedPack(id, List.of(new PackedBlob(BlobHandle.data(id), 0, 54, 0), new PackedBlob(BlobHandle.tree(id), 54, 99, 200)))));
        assertThat(json).asString(StandardCharsets.US_ASCII).isEqualTo(("{\"packs\":[{\"id\":\"ID\",\"blobs\":["
                + "{\"id\":\"ID\",\"type\":\"data\",\"offset\":0,\"length\":54},"
                + "{\"id\":\"ID\",\"type\":\"tree\",\"offset\":54,\"length\":99,\"uncompressed_length\":200}]}]}\n").replace("ID", ID));
        assertThat(write(List.of())).asString(StandardCharsets.US_ASCII).isEqualTo("{\"packs\":[]}\n");
    }

    @Test
    void passesOverWhatItDoesNotKnow() {
        String json = "{\"supersedes\":[\"ID\"],\"more\":{\"packs\":[1]},\"packs\":[{\"time\":\"x\",\"size\":1,\"blobs\":null,\"id\":\"ID\"}]}".replace("ID", ID);
        assertThat(read(json.getBytes(StandardCharsets.US_ASCII))).containsExactly(new IndexedPack(Id.parse(ID), List.of()));
    }

    @ParameterizedTest
    @ValueSource(strings = {"", "{", "[]", "{\"packs\":[{}]}", "{\"packs\":[{\"id\":\"ab\"}]}", "{\"packs\":{}}", "{\"packs\":[]}x",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"type\":\"data\"}]}]}",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"id\":\"ID\",\"type\":\"file\",\"length\":40}]}]}",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"id\":\"ID\",\"type\":\"data\",\"length\":31}]}]}",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"id\":\"ID\",\"type\":\"data\",\"length\":-40}]}]}",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"id\":\"ID\",\"type\":\"data\",\"length\":4e9}]}]}",
        "{\"packs\":[{\"id\":\"ID\",\"blobs\":[{\"id\":\"ID\",\"type\":\"data\",\"length\":99,\"offset\":4294967295}]}]}"})
    void refusesWhatIsNoIndex(String json) {
        assertThatThrownBy(() -> read(json.replace("ID", ID).getBytes(StandardCharsets.US_ASCII)))
                .isInstanceOf(FormatException.class).hasMessageStartingWith("index");
    }

    private static byte[] write(List<IndexedPack> packs) throws IOException {
        ByteArrayOutputStream out = new ByteArrayOutputStream();
        IndexFile.write(out, packs);
        return out.toByteArray();
    }

    private static List<IndexedPack> read(byte[] json) {
        List<IndexedPack> packs = new ArrayList<>();
        IndexFile.read(new ByteArrayInputStream(json), packs::add);
        return packs;
    }
}
