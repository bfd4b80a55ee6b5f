package cerb.backup.container;

import static org.assertj.core.api.Assertions.assertThat;

import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.ArrayList;
import java.util.List;
import java.util.Map;
import java.util.TreeMap;
import java.util.concurrent.TimeUnit;

/** What runs of an {@link Image}, with its volumes, as {@code docker run --read-only --tmpfs /tmp --cap-drop ALL --security-opt no-new-privileges} would have it. Closing kills it. */
final class Container implements AutoCloseable {
    /** Its mounts are seen by it alone, and go with it. Words before -- are volumes, as {@code FROM:TO:rw}. */
    private static final String ENTER = """
            set -e
            root=$1; shift
            mount --bind "$root" "$root"
            mount -t proc proc "$root/proc"
            mount --rbind /dev "$root/dev"
            mount -t tmpfs -o noexec,nosuid,nodev,mode=1777 tmpfs "$root/tmp"
            while [ "$1" != -- ]; do
              IFS=: read -r from to mode <<<"$1"
              mount --bind "$from" "$root$to"
              [ "$mode" = rw ] || mount -o remount,bind,ro "$root$to"
              shift
            done
            mount -o remount,bind,ro "$root"
            shift
            exec "$@"
            """;
    private static final int PATIENCE_SECONDS = 120;

    private final Image image;
    private final List<String> environment = new ArrayList<>();
    private final List<String> volumes = new ArrayList<>();
    private final Path log;
    private Process process;

    /** How a command in it ended. */
    record Ended(int code, String output) {}

    Container(Image image, Path log) {
        this.image = image;
        this.log = log;
        environment.addAll(image.environment());
        environment.add("STOP_SECONDS=30");
    }

    Container with(String variable, String value) {
        environment.add(variable + "=" + value);
        return this;
    }

    /** Mounts a directory; {@code mode} is {@code ro} or {@code rw}. */
    Container mount(Path from, String to, String mode) {
        volumes.add(from + ":" + to + ":" + mode);
        return this;
    }

    /** Starts what the image says. */
    Container start() throws IOException {
        List<String> words = new ArrayList<>(List.of("unshare", "--mount", "--propagation", "private", "bash", "-c", ENTER, "enter", image.root().toString()));
        words.addAll(volumes);
        words.add("--");
        words.addAll(inside(image.command()));
        process = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(log.toFile()).start();
        process.getOutputStream().close();
        return this;
    }

    private List<String> inside(List<String> command) {
        List<String> words = new ArrayList<>(List.of("env", "-i"));
        words.addAll(environment);
        String[] user = image.user().split(":");
        words.addAll(List.of("/usr/sbin/chroot", image.root().toString(), "setpriv", "--reuid", user[0], "--regid", user[1], "--clear-groups", "--inh-caps=-all", "--bounding-set=-all",
                "--no-new-privs", "--"));
        words.addAll(command);
        return words;
    }

    /** Runs a command in it, as {@code docker exec} does. */
    Ended exec(List<String> command) throws IOException, InterruptedException {
        List<String> words = new ArrayList<>(List.of("nsenter", "--target", Long.toString(process.pid()), "--mount", "--"));
        words.addAll(inside(command));
        Path output = Files.createTempFile(log.getParent(), "exec", ".txt");
        Process asked = new ProcessBuilder(words).redirectErrorStream(true).redirectOutput(output.toFile()).start();
        asked.getOutputStream().close();
        if (!asked.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)) {
            asked.destroyForcibly();
            throw new AssertionError(command + " did not end: " + Files.readString(output));
        }
        return new Ended(asked.exitValue(), Files.readString(output));
    }

    /** Waits until the image's own health check says that it is well. */
    void awaitHealthy() throws IOException, InterruptedException {
        Instant end = Instant.now().plusSeconds(PATIENCE_SECONDS);
        while (exec(image.healthCheck()).code() != 0) {
            assertThat(process.isAlive()).as("it runs: " + log()).isTrue();
            assertThat(Instant.now()).as("healthy by, " + log()).isBefore(end);
            Thread.sleep(200);
        }
    }

    /** Ends it as {@code docker stop} does, and returns its exit code. That takes half a second; it has longer than Docker gives, however slow the machine is that tests it. */
    int stop() throws IOException, InterruptedException {
        Instant told = Instant.now();
        process.destroy();
        assertThat(process.waitFor(PATIENCE_SECONDS, TimeUnit.SECONDS)).as("it ends: " + log()).isTrue();
        System.out.println("ended after " + Duration.between(told, Instant.now()).toMillis() + " ms");
        return process.exitValue();
    }

    /** What the kernel says of its process, such as the rights that it has: {@code CapEff}. */
    Map<String, String> kernelStatus() throws IOException {
        Map<String, String> status = new TreeMap<>();
        Files.readAllLines(Path.of("/proc", Long.toString(process.pid()), "status")).forEach(line -> status.put(line.split(":")[0], line.substring(line.indexOf(':') + 1).strip()));
        return status;
    }

    String log() throws IOException {
        return Files.readString(log);
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
