package cerb.backup.operation;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.ChildJvm;
import cerb.backup.Oracles;
import cerb.backup.Oracles.ResticVersion;
import cerb.backup.backend.FileType;
import cerb.backup.backend.Handle;
import cerb.backup.backend.local.KillSwitch;
import cerb.backup.backend.local.LocalBackend;
import cerb.backup.format.Id;
import cerb.backup.operation.removal.Removal;
import cerb.backup.operation.removal.RemovalJournal;
import cerb.backup.storage.watch.DirtyBatch;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Instant;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.stream.Stream;
import org.junit.jupiter.api.DynamicTest;
import org.junit.jupiter.api.TestFactory;
import org.junit.jupiter.api.io.TempDir;

/**
 * Kills a process that mirrors, at every stage of a file's way to the sink and away from it. The next one goes on with what the killed one has left, its lock at the sink
 * among it; the sink is a sound repository after each kill, and equal to the local one in the end.
 */
final class MirrorKillTest {
    private static final List<String> FIRST = List.of("LOCK WRITTEN 1", "LOCK DURABLE 1", "CONFIG HALF 1", "CONFIG RENAMED 1", "KEY SYNCED 1", "KEY DURABLE 1");
    private static final List<String> LATER = List.of("DATA OPENED 1", "LOCK RENAMED 1", "DATA HALF 1", "DATA RENAMED 1", "DATA DURABLE 2", "INDEX HALF 1", "INDEX RENAMED 1",
            "SNAPSHOT WRITTEN 1", "SNAPSHOT RENAMED 1", "SNAPSHOT DURABLE 1", "SNAPSHOT REMOVING 1", "SNAPSHOT REMOVED 1", "LOCK REMOVING 1", "LOCK REMOVED 1");

    @TempDir
    Path root;
    private HelpdeskFixture helpdesk;
    private Id last;
    private int stages;
    private int sinks;

    @TestFactory
    Stream<DynamicTest> killedWhileItMirrors() throws Exception {
        helpdesk = new HelpdeskFixture(root);
        change();
        return Stream.of(FIRST.stream().map(stage -> DynamicTest.dynamicTest(stage, () -> {
                    anotherSink();
                    kill(stage);
                })),
                LATER.stream().map(stage -> DynamicTest.dynamicTest(stage, () -> {
                    change();
                    kill(stage);
                    assertSound("--no-lock");
                })),
                Stream.of(DynamicTest.dynamicTest("goes on to the end", this::assertGoesOn))).flatMap(tests -> tests);
    }

    /** A new checkpoint in the place of the last. */
    private void change() throws IOException {
        helpdesk.write("attachments/k/" + ++stages, HelpdeskFixture.content(stages, 3_000));
        try (Engine engine = helpdesk.engine()) {
            Id next = engine.recoveryPoint().checkpoint(DirtyBatch.everything()).orElseThrow().snapshot();
            if (last != null) {
                new RemovalJournal(helpdesk.repository).append(new Removal(Instant.now(), "forget", List.of(), List.of(new Handle(FileType.SNAPSHOT, last.toString()))));
                engine.repository().removeSnapshot(last);
            }
            last = next;
        }
    }

    /** An empty one: config and key go in any order. */
    private void anotherSink() throws IOException {
        if (Files.exists(sink())) {
            Files.move(sink(), root.resolve("sink-before-" + ++sinks));
        }
    }

    private void kill(String stage) throws Exception {
        assertThat(run(stage)).as("the stage was reached").isEqualTo(KillSwitch.EXIT_CODE);
    }

    private int run(String stage) throws IOException, InterruptedException {
        return ChildJvm.of(MirrorVictim.class, root.toString(), stage).redirectOutput(root.resolve("output").toFile()).start().waitFor();
    }

    private void assertSound(String option) {
        Oracles.restic(ResticVersion.INSTALLED).run(sink().toString(), HelpdeskFixture.PASSWORD, "check", option);
    }

    private void assertGoesOn() throws Exception {
        assertThat(run("")).as(Files.readString(root.resolve("output"))).isZero();
        assertThat(files(sink())).as("no lock, and all else equal").isEqualTo(files(helpdesk.repository));
        assertSound("--read-data");
    }

    private Path sink() {
        return root.resolve(MirrorVictim.SINK);
    }

    private static Map<String, Long> files(Path directory) {
        Map<String, Long> files = new TreeMap<>();
        for (FileType type : FileType.values()) {
            new LocalBackend(directory).list(type, (handle, size) -> files.put(handle.path(), size));
        }
        return files;
    }
}
