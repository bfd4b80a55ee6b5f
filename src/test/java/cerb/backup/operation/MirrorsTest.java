package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.backend.Backend;
import cerb.backup.backend.FaultyBackend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.memory.MemoryBackend;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Observers;
import cerb.backup.repository.shared.Limits;
import java.nio.file.Path;
import java.time.Clock;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Optional;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

class MirrorsTest {
    @TempDir
    Path directory;
    private final List<String> told = new ArrayList<>();

    @Test
    void saysWhenEverySinkHoldsEverything() throws Exception {
        var one = new MemoryBackend();
        var two = new FaultyBackend(new MemoryBackend());
        try (Engine engine = engine()) {
            Mirror first = engine.mirrors().begin(one, MirrorOptions.of("one", Duration.ofHours(1), true));
            Mirror second = engine.mirrors().begin(two, MirrorOptions.of("two", Duration.ofHours(1), true));
            Instant now = Instant.now();
            drain(first, one);
            assertThat(engine.mirrors().awaitHolding(now, Duration.ofMillis(150))).isFalse();
            drain(second, two);
            assertThat(engine.mirrors().awaitHolding(now, Duration.ofSeconds(5))).isTrue();
            assertThat(told).contains("one caught up", "two caught up");
            engine.mirrors().end(second);
            assertThat(engine.mirrors().all()).containsExactly(first);
        }
    }

    @Test
    void aMirrorInThePlaceOfAnotherIsWaitedForAtEveryMoment() throws Exception {
        var sink = new MemoryBackend();
        var options = MirrorOptions.of("one", Duration.ofHours(1), true);
        try (Engine engine = engine()) {
            var mirrors = engine.mirrors();
            Mirror old = mirrors.begin(sink, options);
            drain(old, sink);
            Mirror renewed = mirrors.beginInPlaceOf(old, sink, options);
            assertThat(mirrors.all()).containsExactly(renewed);
            mirrors.end(old);
            assertThat(mirrors.all()).containsExactly(renewed);
            Instant now = Instant.now();
            assertThat(mirrors.awaitHolding(now, Duration.ofMillis(10))).isFalse();
            drain(renewed, sink);
            assertThat(mirrors.awaitHolding(now, Duration.ofSeconds(5))).isTrue();
        }
    }

    @Test
    void givesItsLocksAtTheSinksBackWhenItCloses() {
        var sink = new MemoryBackend();
        try (Engine engine = engine()) {
            engine.mirrors().begin(sink, MirrorOptions.of("one", Duration.ofHours(1), true)).next();
            assertThat(locks(sink)).isEqualTo(1);
        }
        assertThat(locks(sink)).isZero();
    }

    private Engine engine() {
        var options = HelpdeskFixture.bare(directory.resolve("repository"), Limits.DEFAULT.withThreads(1));
        var observer = new Observer() {
            @Override
            public void mirrorCaughtUp(String sink, Instant at) {
                told.add(sink + " caught up");
            }
        };
        return Engine.over(new MemoryBackend(), options, new Observers(observer), Clock.systemUTC());
    }

    private static void drain(Mirror mirror, Backend sink) {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            sink.save(file.get().handle(), file.get().content());
            mirror.confirm(file.get(), sink.size(file.get().handle()), null);
        }
    }

    private static int locks(MemoryBackend sink) {
        var found = new ArrayList<Long>();
        sink.list(FileType.LOCK, (handle, size) -> found.add(size));
        return found.size();
    }
}
