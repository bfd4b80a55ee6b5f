package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import java.util.ArrayList;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class PackHeaderTest {

    @Property
    void decodingIsTheInverseOfEncoding(@ForAll long seed, @ForAll @IntRange(min = 1, max = 50) int count) {
        List<PackedBlob> blobs = blobs(new Random(seed), count);
        assertThat(PackHeader.decode(PackHeader.encode(blobs))).isEqualTo(blobs);
        assertThat(PackHeader.encode(blobs)).hasSize(PackHeader.length(blobs));
    }

    @Test
    void entriesHaveResticsBytes() {
        Id id = Samples.id(1);
        byte[] header = PackHeader.encode(List.of(new PackedBlob(BlobHandle.data(id), 0, 54, 0), new PackedBlob(BlobHandle.tree(id), 54, 300, 1000)));
        assertThat(header).hasSize(37 + 41).startsWith(0, 54, 0, 0, 0);
        assertThat(Arrays.copyOfRange(header, 37, 46)).containsExactly(3, 300 & 0xff, 1, 0, 0, 1000 & 0xff, 3, 0, 0);
        assertThat(Id.read(header, 46)).isEqualTo(id);
    }

    @Test
    void refusesGapsAndNothing() {
        PackedBlob blob = new PackedBlob(BlobHandle.data(Samples.id(1)), 1, 54, 0);
        assertThatThrownBy(() -> PackHeader.encode(List.of(blob))).isInstanceOf(FormatException.class).hasMessageContaining("lies at 1 instead of 0");
        assertThatThrownBy(() -> PackHeader.encode(List.of())).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> PackHeader.decode(new byte[0])).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesWhatIsCutOrUnknown() {
        byte[] header = PackHeader.encode(blobs(new Random(1), 2));
        assertThatThrownBy(() -> PackHeader.decode(Arrays.copyOf(header, header.length - 1))).isInstanceOf(FormatException.class)
                .hasMessageContaining("ends within an entry");
        header[0] = 4;
        assertThatThrownBy(() -> PackHeader.decode(header)).isInstanceOf(FormatException.class).hasMessageContaining("unknown kind of blob 4");
        assertThatThrownBy(() -> PackHeader.decode(new byte[PackHeader.MAXIMUM_LENGTH + 1])).isInstanceOf(FormatException.class);
    }

    @Test
    void refusesLengthsThatNoBlobHas() {
        byte[] tooShort = new byte[37];
        tooShort[1] = 31;
        assertThatThrownBy(() -> PackHeader.decode(tooShort)).isInstanceOf(FormatException.class).hasMessageContaining("cannot lie in a pack");
        byte[] compressedNothing = new byte[41];
        compressedNothing[0] = 2;
        compressedNothing[1] = 50;
        assertThatThrownBy(() -> PackHeader.decode(compressedNothing)).isInstanceOf(FormatException.class).hasMessageContaining("has no length");
        byte[] beyondFourGibibytes = new byte[3 * 37];
        for (int entry = 0; entry < 3; entry++) {
            Arrays.fill(beyondFourGibibytes, entry * 37 + 1, entry * 37 + 4, (byte) 0xff);
            beyondFourGibibytes[entry * 37 + 4] = 0x7f;
        }
        assertThatThrownBy(() -> PackHeader.decode(beyondFourGibibytes)).isInstanceOf(FormatException.class).hasMessageContaining("cannot lie");
    }

    static List<PackedBlob> blobs(Random random, int count) {
        List<PackedBlob> blobs = new ArrayList<>();
        long offset = 0;
        for (int i = 0; i < count; i++) {
            BlobHandle handle = new BlobHandle(random.nextBoolean() ? BlobType.DATA : BlobType.TREE, Samples.id(random.nextLong()));
            int length = PackedBlob.OVERHEAD + random.nextInt(1 << 24);
            blobs.add(new PackedBlob(handle, offset, length, random.nextBoolean() ? 0 : 1 + random.nextInt(1 << 30)));
            offset += length;
        }
        return blobs;
    }
}
