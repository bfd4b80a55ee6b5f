package cerb.backup.storage.watch;

import static org.assertj.core.api.Assertions.assertThat;
import static org.assertj.core.api.Assumptions.assumeThat;

import cerb.backup.storage.Exclusions;
import java.io.IOException;
import java.nio.charset.StandardCharsets;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.util.concurrent.TimeUnit;
import org.junit.jupiter.api.Test;
import org.junit.jupiter.api.io.TempDir;

/** Runs a JVM in a user namespace of its own, in which the kernel's limits can be lowered without root and without harm (F06). */
class WatchLimitTest {
    @TempDir
    Path directory;

    @Test
    void scansWhatCannotBeWatchedAndNamesTheSetting() throws Exception {
        String told = watch("max_inotify_watches", 7);
        assertThat(told).contains("fs.inotify.max_user_watches").contains("first batch: everything").contains("second batch: everything");
    }

    @Test
    void scansWhenThereCanBeNoWatcherAtAll() throws Exception {
        String told = watch("max_inotify_instances", 0);
        assertThat(told).contains("fs.inotify.max_user_instances").contains("first batch: everything").contains("second batch: everything");
    }

    private String watch(String limit, int value) throws IOException, InterruptedException {
        for (int i = 0; i < 20; i++) {
            Files.createDirectories(directory.resolve("d" + i));
        }
        String java = Path.of(System.getProperty("java.home"), "bin", "java").toString();
        String script = "echo " + value + " > /proc/sys/user/" + limit + " || exit 77; exec \"$@\"";
        Process process = new ProcessBuilder("unshare", "-U", "-r", "sh", "-c", script, "sh", java, "-cp", "target/classes:target/test-classes",
                Watcher.class.getName(), directory.toString()).redirectErrorStream(true).start();
        String told = new String(process.getInputStream().readAllBytes(), StandardCharsets.UTF_8);
        assertThat(process.waitFor(30, TimeUnit.SECONDS)).isTrue();
        assumeThat(process.exitValue() == 0 || told.contains("Exception")).as("no user namespaces here: " + told).isTrue();
        return told;
    }

    /** Watches a directory and prints what comes of it. */
    static final class Watcher {
        public static void main(String[] arguments) throws Exception {
            Duration scan = Duration.ofMillis(300);
            var options = new WatchOptions(Duration.ofMillis(50), Duration.ofMillis(50), Duration.ofHours(1), scan, 1000);
            try (StorageWatch watch = StorageWatch.open(Path.of(arguments[0]), Exclusions.NONE, options)) {
                DirtyBatch first = watch.poll(Duration.ofSeconds(10)).orElseThrow();
                System.out.println("first batch: " + first);
                watch.acknowledge(first);
                System.out.println("second batch: " + watch.poll(Duration.ofSeconds(10)).orElseThrow());
                System.out.println(watch.problem().orElse("no problem"));
            }
        }
    }
}
