package cerb.backup;

import static org.assertj.core.api.Assertions.assertThat;

import cerb.backup.Oracles.ResticVersion;
import cerb.backup.demo.EmbeddedS3;
import cerb.backup.operation.HelpdeskFixture;
import cerb.backup.operation.TreeListing;
import cerb.backup.operation.cache.AwayPacks;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.stream.Stream;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** A daemon with repository.keep=metadata that is killed with -9 while it sends packs and drops them: the sink is sound after each kill, and nothing is missing in the end. */
final class CacheKillIT {
    private static final int KILLS = 2;

    @TempDir
    private Path root;

    private Installed program;
    private int files;

    @Test
    void killedWhileItMirrorsLosesNothing() throws Exception {
        program = new Installed(root).set("storage.kind", "plain").set("repository.keep", "metadata");
        try (EmbeddedS3 s3 = EmbeddedS3.start()) {
            s3.createBucket("offsite");
            // a pack takes longer than it takes to see that it is on its way
            program.sink(s3, "offsite").set("sink.offsite.bandwidth", "1MiB");
            assertThat(program.run("init").code()).isZero();
            Path sink = s3.directory("offsite");
            for (int kill = 0; kill < KILLS; kill++) {
                killAfter(sink, Duration.ofMillis(300L * kill));
                if (Files.exists(sink.resolve("config"))) {
                    restic(sink, "check", "--no-lock");
                }
            }
            program.set("sink.offsite.bandwidth", "0");
            runToTheEnd();
            restic(sink, "check", "--read-data");
            assertRestores();
        }
    }

    private void killAfter(Path sink, Duration delay) throws Exception {
        try (Daemon daemon = program.start()) {
            long before = count(sink);
            write();
            daemon.await("something new comes to the sink", () -> count(sink) > before);
            Thread.sleep(delay.toMillis());
            daemon.kill();
        }
    }

    private void runToTheEnd() throws Exception {
        try (Daemon daemon = program.start()) {
            write();
            daemon.await("the last file is checkpointed", () -> daemon.status().path("storage_confirmed").isTextual());
            daemon.awaitMirrored();
            daemon.await("packs are dropped", () -> !AwayPacks.read(program.repository()).isEmpty());
            daemon.signal("TERM");
            assertThat(daemon.awaitEnd(Duration.ofSeconds(60))).as(daemon.log()).isIn(0, 143);
        }
    }

    private void write() throws IOException {
        files++;
        Files.write(program.storage().resolve("file-" + files), HelpdeskFixture.content(files, 700_000));
    }

    private void assertRestores() throws Exception {
        assertThat(program.run("backup", "--storage").code()).as("whatever came after the last checkpoint").isZero();
        Path restored = root.resolve("restored");
        Installed.Ended ended = program.run("restore", "latest", "--storage-to", restored.toString());
        assertThat(ended.code()).as(ended.errors()).isZero();
        assertThat(TreeListing.of(restored)).isEqualTo(TreeListing.of(program.storage()));
    }

    private static long count(Path sink) throws IOException {
        try (Stream<Path> found = Files.walk(sink)) {
            return found.filter(Files::isRegularFile).count();
        }
    }

    private static void restic(Path sink, String... arguments) {
        Oracles.restic(ResticVersion.NEWER).run(sink.toString(), Installed.PASSWORD, arguments);
    }
}
