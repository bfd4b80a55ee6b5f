package cerb.backup.operation.prune;

import static cerb.backup.operation.prune.PruneScene.THOROUGH;
import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.Backend;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.mirror.Mirror;
import cerb.backup.operation.mirror.MirrorOptions;
import cerb.backup.operation.mirror.Outgoing;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import java.io.IOException;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.List;
import java.util.Optional;
import java.util.SortedMap;
import java.util.TreeMap;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A sink follows a prune by its record, and is a whole repository after each file. */
final class PrunedSinkTest {
    @TempDir
    Path root;

    @Test
    void aSinkFollowsAndIsWholeAllTheTime() throws IOException {
        try (PruneScene scene = PruneScene.on(root.resolve("here"))) {
            Backend sink = new LocalBackend(root.resolve("sink"));
            Mirror mirror = scene.engine.mirrors().begin(sink, new MirrorOptions("sink", Duration.ofHours(1), true, Duration.ZERO));
            scene.write("mail/both", 1, 200_000);
            scene.write("mail/first", 2, 300_000);
            Id first = scene.checkpoint();
            scene.helpdesk.delete("mail/first");
            scene.checkpoint();
            drain(mirror, sink, false);
            new RemovalJournal(scene.helpdesk.repository).append(
                    new Removal(Instant.now(), "forget", List.of(), List.of(new Handle(FileType.SNAPSHOT, first.toString()))));
            scene.forget(first);
            long before = bytes(sink);
            assertThat(scene.prune(THOROUGH).packsRepacked()).isEqualTo(1);
            drain(mirror, sink, true);
            assertThat(files(sink)).isEqualTo(scene.files());
            assertThat(before - bytes(sink)).isGreaterThan(290_000);
            checkByRestic("sink");
            scene.engine.mirrors().dropOldOrders();
            assertThat(new RemovalJournal(scene.helpdesk.repository).read()).as("too young to be dropped").hasSize(2);
        }
    }

    @Test
    void aSinkFollowsATrialThatMergesIndexFiles() throws IOException {
        try (PruneScene scene = PruneScene.on(root.resolve("here"))) {
            Backend sink = new LocalBackend(root.resolve("sink"));
            Mirror mirror = scene.engine.mirrors().begin(sink, new MirrorOptions("sink", Duration.ofHours(1), true, Duration.ZERO));
            for (int i = 0; i < 3; i++) {
                scene.write("mail/" + i, i, 1000 + i);
                scene.checkpoint();
            }
            drain(mirror, sink, false);
            scene.prune(THOROUGH.withTrial(Duration.ofDays(7)).withMostSmall(2));
            assertThat(scene.count(FileType.INDEX)).isEqualTo(1);
            drain(mirror, sink, true);
            assertThat(files(sink)).isEqualTo(scene.files());
            checkByRestic("sink");
        }
    }

    @Test
    void ownPruneAtAnyStepOfAPassLeavesTheSinkWhole() throws IOException {
        for (int step = 0; step <= 5; step++) {
            try (PruneScene scene = PruneScene.on(root.resolve("here-" + step))) {
                Backend sink = new LocalBackend(root.resolve("sink-" + step));
                Mirror mirror = scene.engine.mirrors().begin(sink, new MirrorOptions("sink", Duration.ofHours(1), true, Duration.ZERO));
                scene.write("mail/both", 1, 200_000);
                scene.write("mail/first", 2, 300_000);
                Id first = scene.checkpoint();
                scene.helpdesk.delete("mail/first");
                scene.checkpoint();
                for (int sent = 0; sent < step; sent++) {
                    send(mirror.next().orElseThrow(), mirror, sink);
                }
                new RemovalJournal(scene.helpdesk.repository).append(
                        new Removal(Instant.now(), "forget", List.of(), List.of(new Handle(FileType.SNAPSHOT, first.toString()))));
                scene.forget(first);
                assertThat(scene.prune(THOROUGH).packsRepacked()).isEqualTo(1);
                // what was offered and has gone makes the pass begin again
                drain(mirror, sink, false);
                drain(mirror, sink, false);
                assertThat(files(sink)).as("step " + step).isEqualTo(scene.files());
            }
            checkByRestic("sink-" + step);
        }
    }

    @Test
    void snapshotThatResticForgotHereStaysWholeAtTheSinkUntilItIsForgottenThere() throws IOException {
        try (PruneScene scene = PruneScene.on(root.resolve("here"))) {
            Backend sink = new LocalBackend(root.resolve("sink"));
            var options = new MirrorOptions("sink", Duration.ofHours(1), true, Duration.ZERO);
            Mirror mirror = scene.engine.mirrors().begin(sink, options);
            scene.write("mail/both", 1, 200_000);
            scene.write("mail/first", 2, 300_000);
            Id first = scene.checkpoint();
            scene.helpdesk.delete("mail/first");
            scene.checkpoint();
            drain(mirror, sink, false);
            restic(scene.helpdesk.repository, "forget", first.toString());
            assertThat(scene.prune(THOROUGH).packsRepacked()).isEqualTo(1);
            drain(mirror, sink, false);
            drain(mirror, sink, false);
            restic(root.resolve("sink"), "check", "--read-data", "--no-lock");
            assertThat(restic(root.resolve("sink"), "--no-lock", "ls", first.toString(), "/storage/mail")).contains("/storage/mail/first");

            restic(root.resolve("sink"), "forget", first.toString());
            scene.engine.mirrors().end(mirror);
            mirror = scene.engine.mirrors().begin(sink, options);
            drain(mirror, sink, false);
            assertThat(files(sink)).isEqualTo(scene.files());
        }
    }

    /** The new one says of which it is a copy; with the same root directory nothing is lost with the old one. */
    @Test
    void snapshotThatResticHasTaggedHereGoesAtTheSinkOnceTheNewOneIsThere() throws IOException {
        try (PruneScene scene = PruneScene.on(root.resolve("here"))) {
            Backend sink = new LocalBackend(root.resolve("sink"));
            var options = new MirrorOptions("sink", Duration.ofHours(1), true, Duration.ZERO);
            Mirror mirror = scene.engine.mirrors().begin(sink, options);
            scene.write("mail/both", 1, 20_000);
            scene.write("mail/first", 2, 30_000);
            Id tagged = scene.checkpoint();
            scene.write("mail/second", 3, 30_000);
            Id rewritten = scene.checkpoint();
            drain(mirror, sink, false);
            restic(scene.helpdesk.repository, "tag", "--add", "pinned", tagged.toString());
            restic(scene.helpdesk.repository, "rewrite", "--forget", "--exclude", "second", rewritten.toString());
            mirror = again(scene, mirror, sink, options);
            assertThat(snapshots(sink)).as("another root directory is another snapshot").contains(rewritten.toString()).doesNotContain(tagged.toString()).hasSize(3);
            assertThat(new RemovalJournal(scene.helpdesk.repository).read()).singleElement().satisfies(removal -> {
                assertThat(removal.by()).isEqualTo("rewrite");
                assertThat(removal.remove()).containsExactly(new Handle(FileType.SNAPSHOT, tagged.toString()));
                assertThat(snapshots(sink)).containsAll(removal.needs().stream().map(Handle::name).toList());
            });
            String pinned = new RemovalJournal(scene.helpdesk.repository).read().get(0).needs().get(0).name();
            restic(scene.helpdesk.repository, "tag", "--remove", "pinned", pinned);
            again(scene, mirror, sink, options);
            assertThat(snapshots(sink)).as("a copy of a copy").doesNotContain(pinned).hasSize(3);
            restic(root.resolve("sink"), "check", "--read-data", "--no-lock");
        }
    }

    /** As after a restart: both sides are listed. */
    private Mirror again(PruneScene scene, Mirror mirror, Backend sink, MirrorOptions options) {
        scene.engine.mirrors().end(mirror);
        Mirror begun = scene.engine.mirrors().begin(sink, options);
        drain(begun, sink, false);
        drain(begun, sink, false);
        return begun;
    }

    private static List<String> snapshots(Backend place) {
        return files(place).keySet().stream().map(path -> Handle.parse(path).orElseThrow()).filter(file -> file.type() == FileType.SNAPSHOT).map(Handle::name).toList();
    }

    private static String restic(Path repository, String... arguments) {
        return Oracles.restic(ResticVersion.NEWER).run(repository.toString(), HelpdeskFixture.PASSWORD, arguments);
    }

    private static void send(Outgoing file, Mirror mirror, Backend sink) {
        sink.save(file.handle(), file.content());
        mirror.confirm(file, sink.size(file.handle()), null);
    }

    private void drain(Mirror mirror, Backend sink, boolean checking) {
        for (Optional<Outgoing> file = mirror.next(); file.isPresent(); file = mirror.next()) {
            send(file.get(), mirror, sink);
            if (checking) {
                checkByRestic("sink");
            }
        }
    }

    private void checkByRestic(String sink) {
        // the mirror holds its lock at the sink, which a check must not mind
        restic(root.resolve(sink), "check", "--no-lock");
    }

    private static long bytes(Backend sink) {
        return files(sink).values().stream().mapToLong(Long::longValue).sum();
    }

    private static SortedMap<String, Long> files(Backend sink) {
        SortedMap<String, Long> files = new TreeMap<>();
        for (FileType type : List.of(FileType.KEY, FileType.DATA, FileType.INDEX, FileType.SNAPSHOT)) {
            sink.list(type, (handle, size) -> files.put(handle.path(), size));
        }
        return files;
    }
}
