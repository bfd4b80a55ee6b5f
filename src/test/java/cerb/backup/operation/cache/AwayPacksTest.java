package cerb.backup.operation.cache;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assertions.assertThatThrownBy;

import cerb.backup.backend.Backend;
import cerb.backup.backend.BackendException;
import cerb.backup.backend.Content;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FaultyBackend.Fault;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.PermanentException;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.report.OperationException;
import java.io.IOException;
import java.io.InputStream;
import java.nio.file.Files;
import java.nio.file.Path;
import java.nio.file.StandardCopyOption;
import java.nio.file.StandardOpenOption;
import java.util.Arrays;
import java.util.HashMap;
import java.util.LinkedHashMap;
import java.util.List;
import java.util.Map;
import java.util.Set;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class AwayPacksTest {
    @TempDir
    private Path directory;

    private static byte[] content(int number) {
        byte[] bytes = new byte[1000 + number];
        Arrays.fill(bytes, (byte) number);
        return bytes;
    }

    private static Handle handle(int number) {
        return new Handle(FileType.DATA, Id.hash(content(number)).toString());
    }

    private static Map<Handle, Long> packs(int from, int to) {
        var packs = new LinkedHashMap<Handle, Long>();
        for (int number = from; number < to; number++) {
            packs.put(handle(number), (long) content(number).length);
        }
        return packs;
    }

    @Test
    void areKnownAfterARestartUntilTheyAreTakenOff() {
        AwayPacks away = AwayPacks.open(directory);
        away.add(packs(0, 5), Set.of("one", "two"));
        away.remove(List.of(handle(2)), false);
        assertThat(AwayPacks.read(directory).all()).isEqualTo(away.all()).hasSize(4).doesNotContainKey(handle(2));
        AwayPacks again = AwayPacks.open(directory);
        again.add(packs(5, 6), Set.of("one", "two"));
        assertThat(AwayPacks.read(directory).all()).hasSize(5);
        again.remove(packs(0, 6).keySet(), true);
        assertThat(directory.resolve(AwayPacks.NAME)).doesNotExist();
    }

    @Test
    void areLookedForWhereOneOfTheirSinksIs() {
        AwayPacks.open(directory).add(packs(0, 1), Set.of());
        AwayPacks.open(directory).demandHeldBy(List.of());
        AwayPacks.open(directory).add(packs(1, 3), Set.of("one"));
        AwayPacks.open(directory).add(packs(2, 4), Set.of("two"));
        AwayPacks away = AwayPacks.open(directory);
        assertThat(away.all()).isEqualTo(packs(0, 4));
        away.demandHeldBy(List.of("two", "one"));
        assertThatThrownBy(() -> away.demandHeldBy(List.of("two", "three"))).isInstanceOf(OperationException.class)
                .hasMessageContaining("1 pack is kept at one alone, of " + directory + ", and sinks names only two, three");
        assertThatThrownBy(() -> away.demandHeldBy(List.of())).hasMessageContaining("3 packs are kept at one and two alone").hasMessageContaining("sinks names none");
        assertThat(away.countOnlyAt("one", List.of("one", "two"))).isEqualTo(1);
        assertThat(away.countOnlyAt("one", List.of("one"))).isEqualTo(2);
        assertThat(away.notNotedAt(Set.of("one", "two"))).containsOnly(handle(0), handle(1), handle(3));
    }

    /** A prune may remove one while the sinks are asked: as one that is away and that no index names it would stop every backup. */
    @Test
    void areNotAwayAgainWhereASinkIsNotedForThemOnceTheyHaveGone() {
        AwayPacks away = AwayPacks.open(directory);
        away.add(packs(0, 3), Set.of("one"));
        Set<Handle> asked = away.notNotedAt(Set.of("one", "two"));
        away.remove(List.of(handle(1)), true);
        away.note(asked, Set.of("one", "two"));
        assertThat(AwayPacks.read(directory).all()).isEqualTo(away.all()).containsOnlyKeys(handle(0), handle(2));
        assertThat(away.notNotedAt(Set.of("one", "two"))).isEmpty();
    }

    /** A power cut may leave any part of what was appended: then fewer are known, none wrongly, and what is added next is known. */
    @Test
    void fileCutOffAtAnyByteTellsNothingWrong() throws IOException {
        AwayPacks.open(directory).add(packs(0, 2), Set.of("one", "two"));
        Path file = directory.resolve(AwayPacks.NAME);
        byte[] whole = Files.readAllBytes(file);
        for (int length = whole.length - 150; length < whole.length; length++) {
            Files.write(file, Arrays.copyOf(whole, length));
            AwayPacks away = AwayPacks.read(directory);
            assertThat(packs(0, 2)).containsAllEntriesOf(away.all());
            away.add(packs(2, 3), Set.of("one", "two"));
            assertThat(AwayPacks.read(directory).all()).as("cut at %d", length).isEqualTo(away.all()).containsAllEntriesOf(packs(2, 3));
        }
    }

    /** A full disk takes part of what is appended. */
    @Test
    void halfALineOfAFailedAdditionDoesNotHideTheNext() throws IOException {
        AwayPacks away = AwayPacks.open(directory);
        away.add(packs(0, 1), Set.of("one", "two"));
        Path file = directory.resolve(AwayPacks.NAME);
        Path kept = Files.move(file, directory.resolve("kept"));
        Files.createSymbolicLink(file, Path.of("/dev/full"));
        assertThatThrownBy(() -> away.add(packs(1, 2), Set.of("one", "two"))).isInstanceOf(OperationException.class).hasMessageContaining("No space left on device");
        Files.move(kept, file, StandardCopyOption.REPLACE_EXISTING);
        Files.writeString(file, "+ 1001 0123", StandardOpenOption.APPEND);
        away.add(packs(2, 3), Set.of("one", "two"));
        assertThat(AwayPacks.read(directory).all()).isEqualTo(away.all()).containsOnlyKeys(handle(0), handle(2));
    }

    /** Wherever a drop ends, every pack is listed with its size and can be read. */
    @Test
    void dropCutOffAtAnyCallLosesNothing() {
        int broken = 0;
        boolean ended = false;
        for (int call = 0; !ended; call++) {
            Path repository = directory.resolve("repository" + call);
            var sink = new MemoryBackend();
            var local = new FaultyBackend(new LocalBackend(repository));
            for (int number = 0; number < 4; number++) {
                local.save(handle(number), Content.of(content(number)));
                sink.save(handle(number), Content.of(content(number)));
            }
            try (var files = new ReadThroughBackend(local, AwayPacks.open(repository), ReadThroughBackend.Use.CACHE)) {
                local.breakCall(call, call % 2 == 0 ? Fault.TRANSIENT : Fault.ANSWER_LOST, true);
                files.drop(packs(0, 4), Set.of("one"));
                ended = true;
            } catch (BackendException e) {
                broken++;
            }
            assertAllCanBeRead(repository, sink);
        }
        assertThat(broken).as("four looked at, four removed").isEqualTo(8);
    }

    private static void assertAllCanBeRead(Path repository, Backend sink) {
        try (var files = new ReadThroughBackend(new LocalBackend(repository), AwayPacks.open(repository), ReadThroughBackend.Use.CACHE)) {
            files.readFrom(Sinks.of(List.of(sink)));
            var listed = new HashMap<Handle, Long>();
            files.list(FileType.DATA, (handle, size) -> assertThat(listed.put(handle, size)).as("listed once").isNull());
            assertThat(listed).isEqualTo(packs(0, 4));
            for (int number = 0; number < 4; number++) {
                assertThat(files.load(handle(number), 0, -1, InputStream::readAllBytes)).isEqualTo(content(number));
                assertThat(files.load(handle(number), 10, 20, InputStream::readAllBytes)).hasSize(20);
            }
        }
    }

    @Test
    void packWithoutAnySinkSaysWhereItShouldBe() {
        new LocalBackend(directory).save(handle(1), Content.of(content(1)));
        try (var files = new ReadThroughBackend(new LocalBackend(directory), AwayPacks.open(directory), ReadThroughBackend.Use.FILLED)) {
            files.drop(packs(1, 2), Set.of("one"));
            assertThatThrownBy(() -> files.load(handle(1), 0, -1, InputStream::readAllBytes)).isInstanceOf(PermanentException.class)
                    .hasMessageContaining("is kept at the sinks alone, and none can be asked");
        }
    }

    /** A verb reads what the daemon drops meanwhile. */
    @Test
    void packDroppedByAnotherProcessIsFound() {
        var sink = new MemoryBackend();
        sink.save(handle(1), Content.of(content(1)));
        new LocalBackend(directory).save(handle(1), Content.of(content(1)));
        try (var reader = new ReadThroughBackend(new LocalBackend(directory), AwayPacks.read(directory), ReadThroughBackend.Use.READ);
                var daemon = new ReadThroughBackend(new LocalBackend(directory), AwayPacks.open(directory), ReadThroughBackend.Use.CACHE)) {
            reader.readFrom(Sinks.of(List.of(sink)));
            daemon.drop(packs(1, 2), Set.of("one"));
            assertThat(reader.size(handle(1))).isEqualTo(content(1).length);
            assertThat(reader.load(handle(1), 0, -1, InputStream::readAllBytes)).isEqualTo(content(1));
        }
    }
}
