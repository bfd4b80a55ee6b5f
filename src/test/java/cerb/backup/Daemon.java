package cerb.backup;

import cerb.backup.cli.daemon.DaemonClient;
import cerb.backup.cli.daemon.Outcome;
import cerb.backup.cli.output.ExitCode;
import cerb.backup.cli.output.Json;
import cerb.backup.operation.observer.Observer;
import cerb.backup.operation.observer.Stage;
import com.fasterxml.jackson.databind.node.ObjectNode;
import java.io.IOException;
import java.nio.file.Files;
import java.nio.file.Path;
import java.time.Duration;
import java.time.Instant;
import java.util.concurrent.Callable;
import java.util.concurrent.CountDownLatch;
import java.util.concurrent.FutureTask;
import java.util.concurrent.TimeUnit;
import java.util.concurrent.TimeoutException;

/** A daemon that runs as a process, asked through its socket as the verbs ask it. Closing kills it. */
final class Daemon implements AutoCloseable {
    private static final Duration PATIENCE = Duration.ofSeconds(60);

    private final Process process;
    private final Path repository;
    private final Path log;

    Daemon(Process process, Path repository, Path log) {
        this.process = process;
        this.repository = repository;
        this.log = log;
    }

    /** The number of its process. */
    long pid() {
        return process.pid();
    }

    /** Asks for a verb and waits for its end. */
    Outcome ask(String verb, ObjectNode arguments, Observer display) throws IOException {
        try (DaemonClient client = DaemonClient.find(repository).orElseThrow(() -> new IOException("no daemon listens: " + log()))) {
            return client.ask(verb, arguments, display);
        }
    }

    /** What status says. */
    ObjectNode status() throws IOException {
        return ask("status", Json.object(), Observer.NONE).result();
    }

    /** Takes a recovery point of database and storage. */
    Outcome backup(Observer display) throws IOException {
        ObjectNode arguments = Json.object();
        arguments.putArray("parts").add("database").add("storage");
        return ask("backup", arguments, display);
    }

    /** Begins a recovery point and returns when it is in this stage; the task ends with the daemon's answer, or where it cannot answer any more with an IOException. */
    FutureTask<Outcome> backupUpTo(Stage stage) throws InterruptedException {
        return upTo(stage, this::backup);
    }

    /** The same of a check that reads every pack. */
    FutureTask<Outcome> checkUpTo(Stage stage) throws InterruptedException {
        return upTo(stage, display -> ask("check", Json.object().put("read_data", "all"), display));
    }

    private interface Asking {
        Outcome ask(Observer display) throws IOException;
    }

    private FutureTask<Outcome> upTo(Stage stage, Asking asking) throws InterruptedException {
        CountDownLatch there = new CountDownLatch(1);
        FutureTask<Outcome> asked = new FutureTask<>(() -> asking.ask(new Observer() {
            @Override
            public void stageBegan(Stage began) {
                if (began == stage) {
                    there.countDown();
                }
            }
        }));
        new Thread(asked, "asks-up-to-" + stage).start();
        if (!there.await(PATIENCE.toSeconds(), TimeUnit.SECONDS)) {
            throw new AssertionError("nothing came to " + stage + "\n" + log());
        }
        return asked;
    }

    private boolean listens() throws IOException {
        try (DaemonClient client = DaemonClient.find(repository).orElse(null)) {
            return client != null;
        }
    }

    void awaitAnswering() throws InterruptedException {
        await("it answers", () -> listens() && status().path("starting").isNull());
    }

    /** Waits until everything written before this call is at the sink. */
    void awaitMirrored() throws InterruptedException {
        await("the sink holds everything", () -> ask("sync", Json.object().put("timeout", "60s"), Observer.NONE).exit() == ExitCode.OK);
    }

    /** Waits until something is so; fails with the daemon's log where that does not come, or the daemon has ended. */
    void await(String what, Callable<Boolean> condition) throws InterruptedException {
        Instant end = Instant.now().plus(PATIENCE);
        Exception last = null;
        do {
            try {
                if (condition.call()) {
                    return;
                }
            } catch (Exception e) {
                last = e;
            }
            Thread.sleep(50);
        } while (process.isAlive() && Instant.now().isBefore(end));
        throw new AssertionError("waiting until " + what + ": " + (process.isAlive() ? "not within " + PATIENCE : "the daemon has ended") + "\n" + log(), last);
    }

    /** Sends a signal, such as TERM. */
    void signal(String name) throws IOException, InterruptedException {
        new ProcessBuilder("kill", "-" + name, Long.toString(process.pid())).start().waitFor();
    }

    /** Ends it with -9, wherever it is. */
    void kill() throws InterruptedException {
        process.destroyForcibly().waitFor();
    }

    boolean isAlive() {
        return process.isAlive();
    }

    /** Waits for its end and returns the exit code. */
    int awaitEnd(Duration limit) throws InterruptedException, TimeoutException {
        if (!process.waitFor(limit.toMillis(), TimeUnit.MILLISECONDS)) {
            throw new TimeoutException("the daemon did not end within " + limit + "\n" + log());
        }
        return process.exitValue();
    }

    /** What it has logged. */
    String log() {
        try {
            return Files.readString(log);
        } catch (IOException e) {
            return "its log cannot be read: " + e;
        }
    }

    @Override
    public void close() {
        process.destroyForcibly();
    }
}
