package cerb.backup.repository.index;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.format.BlobHandle;
import cerb.backup.format.BlobType;
import cerb.backup.format.FormatException;
import cerb.backup.format.Id;
import cerb.backup.format.PackedBlob;
import cerb.backup.format.Samples;
import java.util.ArrayList;
import java.util.HashMap;
import java.util.HashSet;
import java.util.List;
import java.util.Map;
import java.util.Set;
import java.util.concurrent.CompletableFuture;
import java.util.stream.IntStream;
import java.util.stream.LongStream;
import net.jqwik.api.Arbitraries;
import net.jqwik.api.Arbitrary;
import net.jqwik.api.Combinators;
import net.jqwik.api.ForAll;
import net.jqwik.api.Property;
import net.jqwik.api.Provide;
import org.junit.jupiter.api.Test;

class BlobIndexTest {
    private static Id id(int number) {
        // Few different beginnings, so that chains of the table meet.
        return new Id(number % 7, number, 0, 0);
    }

    private static PackedBlob blob(BlobType type, int number, long offset, boolean isCompressed) {
        return new PackedBlob(new BlobHandle(type, id(number)), offset, 32 + number, isCompressed ? 2 * number + 1 : 0);
    }

    @Provide
    Arbitrary<List<Location>> locations() {
        Arbitrary<PackedBlob> blobs = Combinators.combine(Arbitraries.of(BlobType.class), Arbitraries.integers().between(0, 40),
                Arbitraries.longs().between(0, 0xf000_0000L), Arbitraries.of(true, false)).as(BlobIndexTest::blob);
        return Combinators.combine(Arbitraries.integers().between(100, 105), blobs)
                .as((pack, blob) -> new Location(id(pack), blob)).list().ofMaxSize(300);
    }

    @Property(tries = 200)
    void findsExactlyWhatWasAdded(@ForAll("locations") List<Location> locations) {
        BlobIndex index = new BlobIndex();
        Map<BlobHandle, Set<Location>> model = new HashMap<>();
        Set<List<Object>> places = new HashSet<>();
        for (Location each : locations) {
            index.add(each.pack(), List.of(each.blob()));
            if (places.add(List.of(each.pack(), each.blob().handle(), each.blob().offset()))) {
                model.computeIfAbsent(each.blob().handle(), handle -> new HashSet<>()).add(each);
            }
        }
        model.forEach((handle, copies) -> assertThat(index.locate(handle)).containsExactlyInAnyOrderElementsOf(copies));
        for (int number = 0; number <= 41; number++) {
            for (BlobType type : BlobType.values()) {
                BlobHandle handle = new BlobHandle(type, id(number));
                assertThat(index.contains(handle)).isEqualTo(model.containsKey(handle));
            }
        }
        assertThat(index.size()).isEqualTo(places.size());
    }

    @Property(tries = 100)
    void goesThroughPacksInTheOrderOfOffsets(@ForAll("locations") List<Location> locations) {
        BlobIndex index = new BlobIndex();
        locations.forEach(each -> index.add(each.pack(), List.of(each.blob())));
        Map<Id, List<PackedBlob>> packs = new HashMap<>();
        index.forEachPack((pack, blobs) -> assertThat(packs.put(pack, blobs)).isNull());
        assertThat(packs.values().stream().mapToInt(List::size).sum()).isEqualTo(index.size());
        packs.forEach((pack, blobs) -> {
            assertThat(blobs).isSortedAccordingTo((a, b) -> Long.compare(a.offset(), b.offset()));
            assertThat(blobs).allSatisfy(blob -> assertThat(index.locate(blob.handle())).contains(new Location(pack, blob)));
        });
        assertThat(index.statistics().packs()).isEqualTo(packs.size());
    }

    @Test
    void growsOverManySegments() {
        BlobIndex index = new BlobIndex();
        List<PackedBlob> blobs = IntStream.range(0, 100_000)
                .mapToObj(number -> blob(BlobType.DATA, number, 100L * number, true)).toList();
        index.add(id(-1), blobs);
        assertThat(blobs).allSatisfy(blob -> assertThat(index.locate(blob.handle())).containsExactly(new Location(id(-1), blob)));
        assertThat(index.contains(BlobHandle.tree(id(5)))).isFalse();
        assertThat(index.statistics()).isEqualTo(new BlobIndex.Statistics(1, 100_000, 0,
                blobs.stream().mapToLong(PackedBlob::length).sum(), blobs.stream().mapToLong(PackedBlob::rawLength).sum()));
    }

    @Test
    void takesAtMost64BytesABlob() {
        int count = 400_000;
        long before = usedBytes();
        BlobIndex index = new BlobIndex();
        List<PackedBlob> pack = new ArrayList<>();
        for (int number = 0; number < count; number++) {
            pack.add(new PackedBlob(BlobHandle.data(new Id(31L * number, number, 0, 0)), 0, 100, 0));
            if (pack.size() == 1000) {
                index.add(id(number), pack);
                pack.clear();
            }
        }
        pack = null;
        long used = usedBytes() - before;
        assertThat(index.size()).isEqualTo(count);
        assertThat(used / count).as("bytes a blob").isLessThanOrEqualTo(64);
    }

    private static long usedBytes() {
        System.gc();
        return Runtime.getRuntime().totalMemory() - Runtime.getRuntime().freeMemory();
    }

    @Test
    void findsWhileOthersAdd() {
        BlobIndex index = new BlobIndex();
        index.add(id(-1), List.of(blob(BlobType.DATA, 1, 0, false)));
        CompletableFuture<Void> adding = CompletableFuture.runAsync(() -> {
            for (int number = 2; number < 50_000; number++) {
                index.add(id(-number), List.of(blob(BlobType.DATA, number, 0, false)));
            }
        });
        while (!adding.isDone()) {
            assertThat(index.contains(BlobHandle.data(id(1)))).isTrue();
        }
        adding.join();
        assertThat(index.size()).isEqualTo(49_999);
    }

    @Test
    void refusesMoreCopiesOfABlobThanAnybodyMakes() {
        BlobIndex index = new BlobIndex();
        BlobHandle handle = BlobHandle.data(Samples.id(1));
        assertThatThrownBy(() -> LongStream.range(0, 1_000_000).forEach(i -> index.add(Samples.id(2), List.of(new PackedBlob(handle, 33 * i, 33, 0)))))
                .isInstanceOf(FormatException.class).hasMessageContaining("copies of " + handle);
        assertThat(index.locate(handle)).hasSize(1000);
    }

    @Test
    void findsIdsThatBeginAlikeAsFastAsOthers() {
        BlobIndex index = new BlobIndex();
        List<PackedBlob> alike = LongStream.range(0, 300_000)
                .mapToObj(i -> new PackedBlob(BlobHandle.data(new Id(1, 2, i, 3)), 33 * i, 33, 0)).toList();
        // with chains of one beginning this would take 45,000 million steps
        index.add(Samples.id(1), alike);
        assertThat(alike).allMatch(blob -> index.contains(blob.handle()));
    }

    @Test
    void refusesMoreThanTheHeapHolds() {
        BlobIndex index = new BlobIndex(Set.of(), 16);
        assertThatThrownBy(() -> LongStream.range(0, 100).forEach(i -> index.add(Samples.id(1), List.of(new PackedBlob(BlobHandle.data(Samples.id(i)), 0, 33, 0)))))
                .isInstanceOf(FormatException.class).hasMessageContaining("-Xmx");
        assertThat(index.size()).isEqualTo(16);
        BlobIndex ofPacks = new BlobIndex(Set.of(), 16);
        assertThatThrownBy(() -> LongStream.range(0, 100).forEach(i -> ofPacks.add(Samples.id(i), List.of(new PackedBlob(BlobHandle.data(Samples.id(i)), 0, 33, 0)))))
                .isInstanceOf(FormatException.class).hasMessageContaining("packs");
        ofPacks.add(Samples.id(1000), List.of());
        assertThat(ofPacks.containsPack(Samples.id(1000))).isFalse();
    }
}
