package cerb.backup.format;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.IndexFile.IndexedPack;
import java.io.ByteArrayInputStream;
import java.nio.charset.StandardCharsets;
import java.security.MessageDigest;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.params.ParameterizedTest;
import org.junit.jupiter.params.provider.CsvSource;
import org.junit.jupiter.params.provider.ValueSource;

/** The last value that is taken, and the first that is not. */
class ExactBoundsTest {

    private static final BlobHandle HANDLE = BlobHandle.data(Samples.id(1));

    @Test
    void aPackHeaderMayHaveSixteenMebibytesAndNoMore() {
        List<PackedBlob> blobs = new ArrayList<>();
        for (int i = 0; i < 453_415 + 21; i++) {
            blobs.add(new PackedBlob(HANDLE, 33L * i, 33, i < 21 ? 5 : 0));
        }
        byte[] longest = PackHeader.encode(blobs);
        assertThat(longest).hasSize(16 << 20);
        assertThat(PackHeader.decode(longest)).hasSize(blobs.size());
        blobs.add(new PackedBlob(HANDLE, 33L * blobs.size(), 33, 0));
        assertThatThrownBy(() -> PackHeader.encode(blobs)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> PackHeader.decode(new byte[(16 << 20) + 1])).isInstanceOf(FormatException.class).hasMessageContaining("16777217 bytes");
    }

    @Test
    void aPackHeaderSaysWhereItIsWrong() {
        byte[] header = PackHeader.encode(List.of(new PackedBlob(HANDLE, 0, 33, 0), new PackedBlob(HANDLE, 33, 33, 0)));
        header[37] = 4;
        assertThatThrownBy(() -> PackHeader.decode(header)).hasMessageContaining("unknown kind of blob 4 at byte 37");
    }

    @Test
    void aBlobLiesWithinThirtyTwoBits() {
        assertThat(new PackedBlob(HANDLE, 0, 32, 0).rawLength()).isZero();
        assertThat(new PackedBlob(HANDLE, 0, 42, 0).rawLength()).isEqualTo(10);
        assertThat(new PackedBlob(HANDLE, 0, 42, 99).rawLength()).isEqualTo(99);
        assertThat(new PackedBlob(HANDLE, 0xffff_ffffL - 33, 33, 0).end()).isEqualTo(0xffff_ffffL);
        assertThatThrownBy(() -> new PackedBlob(HANDLE, 0xffff_ffffL - 32, 33, 0)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> new PackedBlob(HANDLE, 0, 31, 0)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> new PackedBlob(HANDLE, -1, 33, 0)).isInstanceOf(FormatException.class);
        assertThatThrownBy(() -> new PackedBlob(HANDLE, 0, 33, -1)).isInstanceOf(FormatException.class);
    }

    @ParameterizedTest
    @CsvSource({"+23:59, 2026-01-01T00:01:00Z", "-23:59, 2026-01-02T23:59:00Z", "+00:00, 2026-01-02T00:00:00Z"})
    void aZoneIsLessThanADayAway(String zone, Instant expected) {
        assertThat(Timestamps.parse("2026-01-02T00:00:00" + zone)).isEqualTo(expected);
    }

    @ParameterizedTest
    @ValueSource(strings = {"+24:00", "+23:60", "-24:00", "+2359", "+23:5", "+23:590", "*23:59", "Z0", "+23.59"})
    void aZoneOfADayIsNone(String zone) {
        assertThatThrownBy(() -> Timestamps.parse("2026-01-02T00:00:00" + zone)).isInstanceOf(FormatException.class);
    }

    @Test
    void compressedBytesHoldNoMoreThanZstdCanPackIntoThem() {
        try (Compression compression = new Compression(Compression.Level.MAX)) {
            assertThat(compression.level()).isEqualTo(Compression.Level.MAX);
            byte[] junk = new byte[4];
            assertThatThrownBy(() -> compression.decompress(junk, 0, 4, 128 << 10)).hasMessageContaining("does not decompress");
            assertThatThrownBy(() -> compression.decompress(junk, 0, 4, (128 << 10) + 1)).hasMessageContaining("claims to hold");
            assertThatThrownBy(() -> compression.decompress(junk, 0, 4, -1)).hasMessageContaining("claims to hold");
            assertThatThrownBy(() -> compression.decompress(junk, 0, 4, 0)).hasMessageContaining("does not decompress");
        }
        assertThatThrownBy(() -> Compression.bound(Integer.MAX_VALUE)).isInstanceOf(FormatException.class);
    }

    @Test
    void anIdIsFoundAgainByItsHash() {
        MessageDigest digest = Id.newDigest();
        digest.update("abc".getBytes(StandardCharsets.US_ASCII));
        Id id = Id.of(digest);
        assertThat(id).isEqualTo(Id.hash("abc".getBytes(StandardCharsets.US_ASCII))).hasToString("ba7816bf8f01cfea414140de5dae2223b00361a396177a9cb410ff61f20015ad");
        assertThat(id.hashCode()).isEqualTo(0xba7816bf);
    }

    @Test
    void anIndexMayHaveFieldsThatNobodyKnows() {
        String json = "{\"x\":[{}],\"packs\":[{\"x\":{\"y\":[1]},\"id\":\"" + Samples.id(1) + "\",\"blobs\":[{\"x\":{\"id\":[1]},\"id\":\"" + Samples.id(2)
                + "\",\"type\":\"tree\",\"offset\":1,\"length\":40}]}],\"supersedes\":[\"x\"]}";
        List<IndexedPack> packs = new ArrayList<>();
        IndexFile.read(new ByteArrayInputStream(json.getBytes(StandardCharsets.UTF_8)), packs::add);
        assertThat(packs).containsExactly(new IndexedPack(Samples.id(1), List.of(new PackedBlob(BlobHandle.tree(Samples.id(2)), 1, 40, 0))));
    }

    @Test
    void whatIsQuotedInAnErrorIsShortAndHarmless() {
        assertThat(FormatException.excerpt(null)).isEqualTo("nothing");
        assertThat(FormatException.excerpt("a\u001b[2Jb")).isEqualTo("\"a?[2Jb\"");
        assertThat(FormatException.excerpt("x".repeat(80))).isEqualTo('"' + "x".repeat(80) + '"');
        assertThat(FormatException.excerpt("x".repeat(81))).isEqualTo('"' + "x".repeat(80) + "...\"");
    }

    @Test
    void dataBlobsComeBeforeTreesAndEachInTheOrderOfItsIds() {
        List<BlobHandle> ordered = List.of(BlobHandle.data(new Id(1, 0, 0, 0)), BlobHandle.data(new Id(2, 0, 0, 0)), BlobHandle.tree(new Id(1, 0, 0, 0)));
        assertThat(Stream.of(ordered.get(2), ordered.get(1), ordered.get(0)).sorted()).isEqualTo(ordered);
        assertThat(ordered.get(0)).isEqualByComparingTo(BlobHandle.data(new Id(1, 0, 0, 0)));
    }

    @Test
    void maximumCompressionIsHarder() {
        assertThat(Compression.Level.AUTO.zstdLevel()).isBetween(1, Compression.Level.MAX.zstdLevel() - 1);
    }
}
