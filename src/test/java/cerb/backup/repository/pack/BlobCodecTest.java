package cerb.backup.repository.pack;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.CorruptException;
import cerb.backup.crypto.MasterKey;
import cerb.backup.format.BlobHandle;
import cerb.backup.format.Compression;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import java.security.SecureRandom;
import java.util.Arrays;
import java.util.List;
import java.util.Random;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.constraints.IntRange;
import org.junit.jupiter.api.Test;

class BlobCodecTest {
    private static final MasterKey KEY = MasterKey.generate(new SecureRandom());
    private final BlobCodec codec = new BlobCodec(KEY, Compression.Level.AUTO, true);

    private static byte[] content(int length, int kinds) {
        byte[] bytes = new byte[length];
        Random random = new Random(length);
        for (int i = 0; i < length; i++) {
            bytes[i] = (byte) random.nextInt(kinds);
        }
        return bytes;
    }

    private SealedBlob seal(byte[] content) {
        return codec.seal(BlobHandle.data(Id.hash(content)), content, 0, content.length);
    }

    @Property(tries = 100)
    void openingInvertsSealing(@ForAll @IntRange(max = 100_000) int length, @ForAll @IntRange(min = 1, max = 256) int kinds) {
        byte[] content = content(length, kinds);
        SealedBlob sealed = seal(content);
        assertThat(sealed.blob().rawLength()).isEqualTo(length);
        assertThat(sealed.blob().length()).isLessThanOrEqualTo(length + PackedBlob.OVERHEAD);
        assertThat(codec.open(sealed.blob(), sealed.bytes(), 0)).isEqualTo(content);
    }

    @Property(tries = 100)
    void aFlippedBitIsFound(@ForAll @IntRange(min = 1, max = 5000) int length, @ForAll @IntRange(max = 1_000_000) int where) {
        SealedBlob sealed = seal(content(length, 4));
        byte[] stored = Arrays.copyOf(sealed.bytes(), sealed.blob().length());
        stored[where % stored.length] ^= (byte) (1 << where % 8);
        assertThatThrownBy(() -> codec.open(sealed.blob(), stored, 0)).isInstanceOf(CorruptException.class);
    }

    @Test
    void refusesToSealWhatIsNotWhatWasHashed() {
        byte[] content = content(5000, 4);
        BlobHandle handle = BlobHandle.data(Id.hash(content));
        content[17] ^= 1;
        assertThatThrownBy(() -> codec.seal(handle, content, 0, content.length)).isInstanceOf(CorruptException.class)
                .hasMessageContaining("memory");
    }

    @Test
    void findsAWrongUncompressedLength() {
        SealedBlob sealed = seal(content(5000, 4));
        PackedBlob wrong = new PackedBlob(sealed.blob().handle(), 0, sealed.blob().length(), 4999);
        assertThatThrownBy(() -> codec.open(wrong, sealed.bytes(), 0)).isInstanceOf(CorruptException.class);
    }

    @Test
    void compressesNothingInVersion1() {
        byte[] content = new byte[5000];
        try (BlobCodec old = new BlobCodec(KEY, Compression.Level.MAX, false)) {
            assertThat(old.seal(BlobHandle.tree(Id.hash(content)), content, 0, 5000).blob().isCompressed()).isFalse();
        }
    }

    @Test
    void opensItsOwnHeaders() {
        List<PackedBlob> blobs = List.of(seal(content(50, 4)).blob());
        byte[] trailer = codec.sealHeader(blobs);
        assertThat(codec.openHeader(trailer, trailer.length - 4)).isEqualTo(blobs);
        trailer[20] ^= 1;
        assertThatThrownBy(() -> codec.openHeader(trailer, trailer.length - 4)).isInstanceOf(CorruptException.class);
    }
}
